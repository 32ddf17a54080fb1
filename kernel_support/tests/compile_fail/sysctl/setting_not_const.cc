// SPDX-License-Identifier: GPL-2.0
// Any number of threads set it at once.
// misuse: Files and devices: set() of a setting may change it without a lock
// rust: the API has no settings of the kernel
// expect: error: static assertion failed: set\(\) of a setting is Result<void> set\(CStr\) const

#include <kernel/sysctl.hpp>

struct Wrong {
  kernel::Result<void> set(kernel::CStr text) {
    return text.empty() ? kernel::Result<void>(kernel::EINVAL) : kernel::Result<void>();
  }
};
struct Right {
  kernel::Result<void> set(kernel::CStr text) const {
    return text.empty() ? kernel::Result<void>(kernel::EINVAL) : kernel::Result<void>();
  }
};

[[maybe_unused]] static auto example() {
  constexpr kernel::sysctl::SettingOptions kOptions{.path = "kernel", .name = "example"};
#ifdef FAIL
  return kernel::sysctl::Setting<Wrong>::make(kernel::GFP_KERNEL, kOptions);
#else
  return kernel::sysctl::Setting<Right>::make(kernel::GFP_KERNEL, kOptions);
#endif
}
