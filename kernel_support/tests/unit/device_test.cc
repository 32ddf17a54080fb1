// SPDX-License-Identifier: GPL-2.0
//
// Devices, and what is tied to them.
#include <kernel/dev_print.hpp>
#include <kernel/devres.hpp>
#include <kernel/faux.hpp>
#include <kernel/ktap.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::Atomic;
using kernel::Device;
using kernel::Devres;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Placed;
using kernel::Relaxed;
using kernel::Result;
using kernel::Revocable;
using kernel::Slot;
using kernel::device::Bound;
using kernel::device::Core;
using kernel::faux::Registration;

namespace {

static_assert(std::is_convertible_v<const Device<Core>&, const Device<Bound>&>);
static_assert(std::is_convertible_v<const Device<Core>&, const Device<>&>);
static_assert(!std::is_convertible_v<const Device<>&, const Device<Bound>&>);
static_assert(!std::is_convertible_v<const Device<Bound>&, const Device<Core>&>);
static_assert(kernel::AlwaysRefCounted<Device<>>);
static_assert(!kernel::AlwaysRefCounted<Device<Bound>> && !kernel::AlwaysRefCounted<Device<Core>>);
static_assert(!std::is_copy_constructible_v<Device<>> &&
              !std::is_copy_constructible_v<Device<Bound>>);
static_assert(sizeof(Devres<int>) == sizeof(void*));
static_assert(!std::is_copy_constructible_v<Devres<int>>);
static_assert(!kernel::AtomicDestructible<Devres<int>>);

/// Counts how many there are, and notes in which order they went.
class Counted {
 public:
  explicit Counted(Atomic<int>& alive, Atomic<int>* order = nullptr, int digit = 0)
      : alive_(&alive), order_(order), digit_(digit) {
    alive_->add(1, Relaxed);
  }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() {
    alive_->add(-1, Relaxed);
    if (order_) order_->store(order_->load(Relaxed) * 10 + digit_, Relaxed);
  }

 private:
  // SAFETY: the tests keep what these lead to.
  Atomic<int>* alive_;
  Atomic<int>* order_;
  int digit_;
};

TEST(without_hardware) {
  auto fan = Registration::make(GFP_KERNEL, "cpp_fan");
  REQUIRE(fan.is_ok());
  const Device<Bound>& device = fan.value().device();
  EXPECT(device.dev_name() == "cpp_fan");
  EXPECT(Registration::make(GFP_KERNEL, "cpp_fan").error() == kernel::EEXIST);
  EXPECT(Registration::make(GFP_KERNEL, "").error() == kernel::EINVAL);
  EXPECT(Registration::make(GFP_KERNEL, "a/b").error() == kernel::EINVAL);
  dev_info(device, "{} turns\n", 900);
  dev_dbg(device, "{} turns\n", 901);
  for (int i = 0; i < 2; ++i) dev_warn_once(device, "once {}\n", i);
}

TEST(kept_without_driver) {
  auto fan = Registration::make(GFP_KERNEL, "cpp_fan");
  REQUIRE(fan.is_ok());
  kernel::ARef<Device<>> kept(fan.value().device());
  { Registration gone = std::move(fan).value(); }
  EXPECT(kept->dev_name() == "cpp_fan");
  auto again = Registration::make(GFP_KERNEL, "cpp_fan");
  REQUIRE(again.is_ok());
  EXPECT(!(*kept == again.value().device()));
}

TEST(owner_goes_first) {
  Atomic<int> alive;
  auto fan = Registration::make(GFP_KERNEL, "cpp_fan");
  REQUIRE(fan.is_ok());
  const Device<Bound>& device = fan.value().device();
  {
    auto first = Devres<Counted>::make(GFP_KERNEL, device, alive);
    auto second = Devres<Counted>::make(GFP_KERNEL, device, alive);
    REQUIRE(first.is_ok() && second.is_ok());
    EXPECT_EQ(alive.load(Relaxed), 2);
    EXPECT(first.value().access(device).is_ok());
    EXPECT(first.value().device() == device);
    first.value() = std::move(second).value();
    EXPECT_EQ(alive.load(Relaxed), 1);
    Devres<Counted> moved = std::move(first).value();
    EXPECT_EQ(alive.load(Relaxed), 1);
    EXPECT(static_cast<bool>(moved.try_access()));
  }
  EXPECT_EQ(alive.load(Relaxed), 0);
}

// What was made last goes first.
TEST(driver_goes_first) {
  Atomic<int> alive;
  Atomic<int> order;
  auto fan = Registration::make(GFP_KERNEL, "cpp_fan");
  auto pump = Registration::make(GFP_KERNEL, "cpp_pump");
  REQUIRE(fan.is_ok() && pump.is_ok());
  auto first = Devres<Counted>::make(GFP_KERNEL, fan.value().device(), alive, &order, 1);
  auto second = Devres<Counted>::make(GFP_KERNEL, fan.value().device(), alive, &order, 2);
  REQUIRE(first.is_ok() && second.is_ok());
  EXPECT(first.value().access(pump.value().device()).error() == kernel::EINVAL);
  { Registration gone = std::move(fan).value(); }
  EXPECT_EQ(alive.load(Relaxed), 0);
  EXPECT_EQ(order.load(Relaxed), 21);
  EXPECT(!first.value().try_access());
}

TEST(making_fails) {
  auto fan = Registration::make(GFP_KERNEL, "cpp_fan");
  REQUIRE(fan.is_ok());
  Atomic<int> alive;
  auto refused = Devres<Counted>::init(GFP_KERNEL, fan.value().device(),
                                       [&](Slot<Counted> slot) -> Result<Placed<Counted>> {
                                         auto built = std::move(slot).emplace(alive);
                                         static_cast<void>(built);
                                         return kernel::EIO;
                                       });
  EXPECT(refused.is_err() && refused.error() == kernel::EIO);
  EXPECT_EQ(alive.load(Relaxed), 0);
}

// What is tied to a device owns something else that is: that goes with it, before its turn.
TEST(one_owns_another) {
  Atomic<int> alive;
  Atomic<int> order;
  auto fan = Registration::make(GFP_KERNEL, "cpp_fan");
  REQUIRE(fan.is_ok());
  const Device<Bound>& device = fan.value().device();
  auto inner = Devres<Counted>::make(GFP_KERNEL, device, alive, &order, 1);
  auto between = Devres<Counted>::make(GFP_KERNEL, device, alive, &order, 2);
  REQUIRE(inner.is_ok() && between.is_ok());
  using Outer = Devres<Devres<Counted>>;
  auto outer = Outer::make(GFP_KERNEL, device, std::move(inner).value());
  REQUIRE(outer.is_ok());
  { Registration gone = std::move(fan).value(); }
  EXPECT_EQ(alive.load(Relaxed), 0);
  EXPECT_EQ(order.load(Relaxed), 12);
  EXPECT(!outer.value().try_access());
}

// Whoever detaches the driver waits for an access that sleeps.
TEST(detaching_waits) {
  Atomic<int> alive;
  Atomic<int> stage;
  auto fan = Registration::make(GFP_KERNEL, "cpp_fan");
  REQUIRE(fan.is_ok());
  auto made = Devres<Counted>::make(GFP_KERNEL, fan.value().device(), alive);
  REQUIRE(made.is_ok());
  const Devres<Counted>& counted = made.value();
  auto user = kernel::Thread::spawn(GFP_KERNEL, "devres_user", [&counted, &stage, &alive] {
    auto access = counted.try_access();
    stage.store(1, Relaxed);
    kernel::msleep(kernel::Delta::from_millis(20));
    stage.store(access && alive.load(Relaxed) == 1 ? 2 : 3, Relaxed);
  });
  REQUIRE(user.is_ok());
  while (stage.load(Relaxed) == 0) kernel::msleep(kernel::Delta::from_millis(1));
  { Registration gone = std::move(fan).value(); }
  EXPECT_EQ(stage.load(Relaxed), 2);
  EXPECT_EQ(alive.load(Relaxed), 0);
}

TEST(revoking) {
  using Value = Revocable<int>;
  auto value = KBox<Value>::init(GFP_KERNEL,
                                 [](Slot<Value> slot) { return Value::init(std::move(slot), 7); });
  REQUIRE(value.is_ok());
  const Value& number = *value.value();
  {
    auto outer = number.try_access();
    auto nested = [&number] {
      auto inner = number.try_access();
      return inner ? *inner : 0;
    };
    EXPECT_EQ(nested(), 7);
  }
  EXPECT(number.revoke());
  EXPECT(!number.revoke());
  EXPECT(!number.try_access());
  EXPECT(!number.is_available());
}

}  // namespace

KTAP_MODULE(device_test, without_hardware, kept_without_driver, owner_goes_first, driver_goes_first,
            making_fails, one_owns_another, detaching_waits, revoking);
