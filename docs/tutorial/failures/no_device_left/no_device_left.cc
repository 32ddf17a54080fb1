// SPDX-License-Identifier: GPL-2.0
// The step that fails in left_device, with owners.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::GFP_KERNEL;
using kernel::MiscDeviceRegistration;
using kernel::Result;

//! [module]
struct Left {
  Result<void> read(const kernel::File&, kernel::UserSliceWriter&) const { return {}; }
};

static Result<void> find_hardware() { return kernel::ENODEV; }

struct NoDeviceLeft : kernel::Module<NoDeviceLeft> {
  static Result<NoDeviceLeft> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Left>::make(GFP_KERNEL, {.name = "left"}));
    TRY(find_hardware());
    return {std::in_place, std::move(device)};
  }

  explicit NoDeviceLeft(MiscDeviceRegistration<Left> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Left> device;
};
//! [module]

KERNEL_MODULE(NoDeviceLeft, {
  .name = "no_device_left",
  .description = "Fails to load, and leaves nothing",
  .license = "GPL",
});
