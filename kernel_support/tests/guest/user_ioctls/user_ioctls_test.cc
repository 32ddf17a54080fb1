// SPDX-License-Identifier: GPL-2.0
// A device that counts its ioctls.

#include "user_ioctls.hpp"

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>

using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Result;

class Counter {
 public:
  Result<void> touch(const File&) const {
    counts_.with([](Counts& counts) { ++counts.touched; });
    return {};
  }

  Result<Counts> get(const File&) const {
    return counts_.with([](Counts& counts) {
      ++counts.got;
      return counts;
    });
  }

  Result<void> set(const File&, const Counts& passed) const {
    counts_.with([&](Counts& counts) {
      ++counts.set;
      counts.sum += passed.sum;
    });
    return {};
  }

  // Refuses an odd sum.
  Result<Counts> exchange(const File&, const Counts& passed) const {
    if (passed.sum % 2) return kernel::ERANGE;
    return counts_.with([&](Counts& counts) {
      ++counts.exchanged;
      return Counts{.sum = passed.sum / 2,
                    .touched = counts.touched,
                    .got = counts.got,
                    .set = counts.set,
                    .exchanged = counts.exchanged};
    });
  }

  Result<Block> invert(const File&, const Block& passed) const {
    Block block = passed;
    for (__u8& byte : block.bytes) byte ^= 0xff;
    return block;
  }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<TOUCH, &Counter::touch>,
                                      kernel::ioctl::Handler<GET, &Counter::get>,
                                      kernel::ioctl::Handler<SET, &Counter::set>,
                                      kernel::ioctl::Handler<EXCHANGE, &Counter::exchange>,
                                      kernel::ioctl::Handler<INVERT, &Counter::invert>>;

 private:
  kernel::Mutex<Counts, "Counter::counts"> counts_;
};

class UserIoctlsTest : public kernel::Module<UserIoctlsTest> {
 public:
  static Result<UserIoctlsTest> init(kernel::ThisModule&) {
    auto device =
        TRY(MiscDeviceRegistration<Counter>::make(kernel::GFP_KERNEL, {.name = "user_ioctls"}));
    return {std::in_place, std::move(device)};
  }

  explicit UserIoctlsTest(MiscDeviceRegistration<Counter> device) : device_(std::move(device)) {}

 private:
  MiscDeviceRegistration<Counter> device_;
};

KERNEL_MODULE(UserIoctlsTest, {
  .name = "user_ioctls_test",
  .description = "Counts its ioctls",
  .license = "GPL",
});
