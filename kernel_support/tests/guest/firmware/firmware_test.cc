// SPDX-License-Identifier: GPL-2.0
//
// Files for devices; guest.sh makes them.
#include <kernel/faux.hpp>
#include <kernel/firmware.hpp>
#include <kernel/ktap.hpp>

using kernel::Firmware;
using kernel::GFP_KERNEL;
using kernel::faux::Registration;

namespace {

static_assert(!std::is_copy_constructible_v<Firmware> && kernel::Send<Firmware> &&
              !kernel::AtomicDestructible<Firmware>);

TEST(content) {
  auto owner = Registration::make(GFP_KERNEL, "firmware_content");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto small = Firmware::request("cpp/small.bin", device);
  REQUIRE(small.is_ok());
  const auto data = small.value().data();
  EXPECT_EQ(data.size(), size_t{3});
  EXPECT(data[0] == 'a' && data[1] == 'b' && data[2] == 'c');
  EXPECT(small.value().as_raw()->data == data.data());
  auto large = Firmware::request("cpp/large.bin", device);
  REQUIRE(large.is_ok());
  EXPECT_EQ(large.value().size(), size_t{100'000});
  EXPECT_EQ(large.value().data()[99'999], 0);
}

TEST(not_to_be_had) {
  auto owner = Registration::make(GFP_KERNEL, "firmware_missing");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  EXPECT(Firmware::request("cpp/missing.bin", device).error() == kernel::ENOENT);
  EXPECT(Firmware::request_nowarn("cpp/missing.bin", device).error() == kernel::ENOENT);
  EXPECT(Firmware::request_nowarn("", device).error() == kernel::EINVAL);
  EXPECT(Firmware::request_nowarn("cpp/empty.bin", device).is_err());
}

TEST(moved) {
  auto owner = Registration::make(GFP_KERNEL, "firmware_moved");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto first = Firmware::request("cpp/small.bin", device);
  auto second = Firmware::request("cpp/large.bin", device);
  REQUIRE(first.is_ok() && second.is_ok());
  Firmware taken = std::move(first).value();
  EXPECT_EQ(taken.size(), size_t{3});
  taken = std::move(second).value();
  EXPECT_EQ(taken.size(), size_t{100'000});
  Firmware& same = taken;
  taken = std::move(same);
  EXPECT_EQ(taken.size(), size_t{100'000});
}

// The device may go before its firmware.
TEST(outlives_its_device) {
  auto owner = Registration::make(GFP_KERNEL, "firmware_outlives");
  REQUIRE(owner.is_ok());
  auto firmware = Firmware::request("cpp/small.bin", owner.value().device());
  { auto gone = std::move(owner).value(); }
  REQUIRE(firmware.is_ok());
  EXPECT_EQ(firmware.value().data()[2], 'c');
}

}  // namespace

KTAP_MODULE(firmware_test, content, not_to_be_had, moved, outlives_its_device);
