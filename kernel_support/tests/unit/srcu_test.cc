// SPDX-License-Identifier: GPL-2.0
//
// SRCU with few threads; those with many are in guest/sync_stress.
#include <kernel/alloc/kbox.hpp>
#include <kernel/ktap.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/srcu.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;
using Srcu = kernel::Srcu<"Test::users">;
using Guard = kernel::SrcuGuard<"Test::users">;

namespace {

static_assert(sizeof(Srcu) == sizeof(srcu_struct));
static_assert(!std::is_move_constructible_v<Srcu> && !std::is_copy_constructible_v<Srcu>);
static_assert(!std::is_move_constructible_v<Guard> && !std::is_copy_constructible_v<Guard>);
static_assert(!std::is_default_constructible_v<Srcu>);

TEST(reading) {
  auto made = KBox<Srcu>::init(GFP_KERNEL, Srcu::init);
  REQUIRE(made.is_ok());
  const Srcu& users = *made.value();
  {
    auto guard = users.read_lock();
    kernel::msleep(kernel::Delta::from_millis(1));  // allowed, other than under RCU
  }
  users.synchronize();
  {
    auto guard = users.read_lock();
    auto nested = [&users] {
      auto inner = users.read_lock();
      kernel::msleep(kernel::Delta::from_millis(1));
    };
    nested();
  }
  users.synchronize();
}

// The readers of one domain do not keep another waiting.
TEST(domains_are_apart) {
  auto first = KBox<Srcu>::init(GFP_KERNEL, Srcu::init);
  using Other = kernel::Srcu<"Test::others">;
  auto second = KBox<Other>::init(GFP_KERNEL, Other::init);
  REQUIRE(first.is_ok() && second.is_ok());
  auto guard = first.value()->read_lock();
  second.value()->synchronize();
}

// The section has begun before the waiting has, so that ends after it; however long it sleeps.
TEST(waiting_for_readers) {
  auto made = KBox<Srcu>::init(GFP_KERNEL, Srcu::init);
  REQUIRE(made.is_ok());
  const Srcu& users = *made.value();
  kernel::Atomic<int> stage;
  auto reader =
      kernel::Thread::spawn(GFP_KERNEL, "srcu_reader", [&users, &stage](kernel::ThreadStop& stop) {
        {
          auto guard = users.read_lock();
          stage.store(1, kernel::Release);
          kernel::msleep(kernel::Delta::from_millis(20));
          stage.store(2, kernel::Relaxed);
        }
        stop.wait();
      });
  REQUIRE(reader.is_ok());
  while (stage.load(kernel::Acquire) == 0) kernel::msleep(kernel::Delta::from_millis(1));
  users.synchronize();
  EXPECT_EQ(stage.load(kernel::Relaxed), 2);
}

TEST(coming_and_going) {
  for (int i = 0; i < 20; ++i) {
    auto made = KBox<Srcu>::init(GFP_KERNEL, Srcu::init);
    REQUIRE(made.is_ok());
    auto guard = made.value()->read_lock();
  }
}

}  // namespace

KTAP_MODULE(srcu_test, reading, domains_are_apart, waiting_for_readers, coming_and_going);
