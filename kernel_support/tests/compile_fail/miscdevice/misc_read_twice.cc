// SPDX-License-Identifier: GPL-2.0
// The kernel would never call the one.
// misuse: Files and devices: a device has both read() and read_iter()
// rust: the API has no read()
// expect: static assertion failed: a misc device has read\(\) or read_iter\(\)

#include <kernel/miscdevice.hpp>

struct Right {
  kernel::Result<void> read_iter(kernel::Kiocb&, kernel::IovIterDest&) const { return {}; }
};
struct Wrong : Right {
  kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter&) const { return {}; }
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::MiscDeviceRegistration<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::MiscDeviceRegistration<Right>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
