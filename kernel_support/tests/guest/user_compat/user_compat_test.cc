// SPDX-License-Identifier: GPL-2.0
// A device with ioctls, for programs of 64 and of 32 bits.

#include "user_compat.hpp"

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Result;

namespace {

struct Swapper {
  Result<void> touch(const File&) const { return {}; }
  Result<Pair> swap(const File&, const Pair& pair) const {
    if (pair.unused || pair.large >> 32) return kernel::EINVAL;
    return Pair{.small = static_cast<u32>(pair.large), .unused = 0, .large = pair.small};
  }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<TOUCH, &Swapper::touch>,
                                      kernel::ioctl::Handler<SWAP, &Swapper::swap>>;
};

struct Silent {};

}  // namespace

class UserCompatTest : public kernel::Module<UserCompatTest> {
 public:
  static Result<UserCompatTest> init(kernel::ThisModule&) {
    auto device =
        TRY(MiscDeviceRegistration<Swapper>::make(kernel::GFP_KERNEL, {.name = "user_compat"}));
    auto silent =
        TRY(MiscDeviceRegistration<Silent>::make(kernel::GFP_KERNEL, {.name = "user_compat_none"}));
    return {std::in_place, std::move(device), std::move(silent)};
  }

  UserCompatTest(MiscDeviceRegistration<Swapper> device, MiscDeviceRegistration<Silent> silent)
      : device_(std::move(device)), silent_(std::move(silent)) {}

 private:
  MiscDeviceRegistration<Swapper> device_;
  MiscDeviceRegistration<Silent> silent_;
};

KERNEL_MODULE(UserCompatTest, {
  .name = "user_compat_test",
  .description = "Ioctls for programs of 32 bits",
  .license = "GPL",
});
