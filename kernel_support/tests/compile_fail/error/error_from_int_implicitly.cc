// SPDX-License-Identifier: GPL-2.0
// Nor does it become one by itself.
// expect: error: could not convert .*-12.* from .*int.* to .*kernel::Error

#include <kernel/error.hpp>

[[maybe_unused]] static kernel::Error example() {
#ifdef FAIL
  return -12;
#else
  return kernel::ENOMEM;
#endif
}
