// SPDX-License-Identifier: GPL-2.0
// Errors have no place in what poll() answers.
// misuse: Files and devices: poll() of a device returns an error
// rust: the API has no poll() yet
// expect: error: static assertion failed: poll\(\) of a misc device is PollEvents poll\(const File&, const PollTable&\) const

#include <kernel/miscdevice.hpp>

struct Wrong {
  int poll(const kernel::File&, const kernel::PollTable&) const { return -5; }
};
struct Right {
  kernel::PollEvents poll(const kernel::File&, const kernel::PollTable&) const {
    return kernel::EPOLLERR;
  }
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::MiscDeviceRegistration<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::MiscDeviceRegistration<Right>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
