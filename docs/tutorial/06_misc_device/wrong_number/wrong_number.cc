// SPDX-License-Identifier: GPL-2.0
// Mistakes: the numbers of two ioctls, one of a wrong direction, one of a wrong size.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::ioctl::Handler;

//! [mistake]
#define LAMP_LEVEL _IOW('L', 1, u32)
#define LAMP_COLOUR _IOR('L', 2, u32)

struct Lamp {
  Result<u32> level(const File&) const { return 3U; }
  Result<u64> colour(const File&) const { return 0xffff00UL; }

  using Ioctls =
      kernel::ioctl::Table<Handler<LAMP_LEVEL, &Lamp::level>, Handler<LAMP_COLOUR, &Lamp::colour>>;
};
//! [mistake]

struct WrongNumber : kernel::Module<WrongNumber> {
  static Result<WrongNumber> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Lamp>::make(kernel::GFP_KERNEL, {.name = "lamp"}));
    return {std::in_place, std::move(device)};
  }
  explicit WrongNumber(MiscDeviceRegistration<Lamp> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Lamp> device;
};

KERNEL_MODULE(WrongNumber, {
  .name = "wrong_number",
  .description = "Does not compile",
  .license = "GPL",
});
