// SPDX-License-Identifier: GPL-2.0
// Not every int is the number of an error.
// misuse: Files and devices: mmap() of a device returns an int
// rust: compile error: mismatched types (E0053)
// expect: error: static assertion failed: mmap\(\) of a misc device is Result<void> mmap\(const File&, VmaNew&\) const

#include <kernel/miscdevice.hpp>

struct Wrong {
  int mmap(const kernel::File&, kernel::VmaNew&) const { return 0; }
};
struct Right {
  kernel::Result<void> mmap(const kernel::File&, kernel::VmaNew&) const { return kernel::ENODEV; }
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::MiscDeviceRegistration<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::MiscDeviceRegistration<Right>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
