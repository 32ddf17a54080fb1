// SPDX-License-Identifier: GPL-2.0
// It would never be called.
// misuse: Files and devices: open() of a device with other parameters is ignored
// rust: compile error: incompatible with the trait (E0050)
// expect: error: static assertion failed: open\(\) of a misc device is Result<\.\.\.> open\(const File&\) const

#include <kernel/miscdevice.hpp>

struct Wrong {
  kernel::Result<u32> open() const { return 1U; }
};
struct Right {
  kernel::Result<u32> open(const kernel::File&) const { return 1U; }
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::MiscDeviceRegistration<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::MiscDeviceRegistration<Right>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
