// SPDX-License-Identifier: GPL-2.0
// A number becomes an Error only where it is checked to be one.
// misuse: Values and errors: any number is made an error
// rust: run time: `from_errno()` warns and gives EINVAL
// expect: error: .*Error::Error\(int\).* is private

#include <kernel/error.hpp>

[[maybe_unused]] static kernel::Error example() {
#ifdef FAIL
  return kernel::Error(-12);
#else
  return kernel::Error::from_errno(-12);
#endif
}
