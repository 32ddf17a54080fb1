// SPDX-License-Identifier: GPL-2.0
// A file needs somebody who says what is in it.
// expect: static assertion failed: an object behind a file has show\(\), write\(\) or both

#include <kernel/proc.hpp>

struct Wrong {
  int value = 1;
};

[[maybe_unused]] static auto example() {
#ifdef FAIL
  return kernel::proc::Entry<Wrong>::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  return kernel::proc::Entry<kernel::Atomic<int>>::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
