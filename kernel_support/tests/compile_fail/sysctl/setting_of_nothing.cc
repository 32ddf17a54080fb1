// SPDX-License-Identifier: GPL-2.0
// A setting needs somebody who says what it is.
// expect: static assertion failed: an object behind a setting has show\(\), set\(\) or both

#include <kernel/sysctl.hpp>

struct Wrong {
  int value = 1;
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::sysctl::Setting<Wrong>::make(kernel::GFP_KERNEL,
                                              {.path = "kernel", .name = "example"});
#else
  return kernel::sysctl::Setting<kernel::Atomic<int>>::make(kernel::GFP_KERNEL,
                                                            {.path = "kernel", .name = "example"});
#endif
}
