// SPDX-License-Identifier: GPL-2.0
// What a program writes is read here.
// misuse: Files and devices: write() of a device gets what writes to a program
// rust: compile error: mismatched types (E0053)
// expect: error: static assertion failed: write\(\) of a misc device is Result<void> write\(const File&, UserSliceReader&\) const

#include <kernel/miscdevice.hpp>

struct Wrong {
  kernel::Result<void> write(const kernel::File&, kernel::UserSliceWriter& in) const {
    return in.write(u32{1});
  }
};
struct Right {
  kernel::Result<void> write(const kernel::File&, kernel::UserSliceReader& in) const {
    return in.skip(in.size());
  }
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::MiscDeviceRegistration<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::MiscDeviceRegistration<Right>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
