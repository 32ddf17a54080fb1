// SPDX-License-Identifier: GPL-2.0
// A file is either an object of its own or a text of the device.
// misuse: Files and devices: a device has both open() and show()
// rust: the API has no show() yet
// expect: error: static assertion failed: a device has either open\(\) or show\(\)

#include <kernel/miscdevice.hpp>

struct Wrong {
  kernel::Result<u32> open(const kernel::File&) const { return 1U; }
  kernel::Result<void> show(kernel::SeqFile&) const { return {}; }
};
struct Right {
  kernel::Result<void> show(kernel::SeqFile&) const { return {}; }
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::MiscDeviceRegistration<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::MiscDeviceRegistration<Right>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
