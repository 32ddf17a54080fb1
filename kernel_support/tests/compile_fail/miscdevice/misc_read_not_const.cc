// SPDX-License-Identifier: GPL-2.0
// Any number of threads call it at once.
// misuse: Files and devices: read() of a device may change it without a lock
// rust: compile error: `&self` is not mutable (E0594)
// expect: error: static assertion failed: read\(\) of a misc device is Result<void> read\(const File&, UserSliceWriter&\) const

#include <kernel/miscdevice.hpp>

struct Wrong {
  kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) {
    return out.write(++reads);
  }
  u32 reads = 0;
};
struct Right {
  kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
    return out.write(u32{1});
  }
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::MiscDeviceRegistration<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::MiscDeviceRegistration<Right>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
