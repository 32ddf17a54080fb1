// SPDX-License-Identifier: GPL-2.0
// A Result holds a value.
// expect: error: static assertion failed: a Result holds a value

#include <kernel/result.hpp>

#ifdef FAIL
kernel::Result<int&> find();
#else
kernel::Result<int*> find();
#endif

[[maybe_unused]] static int example() {
#ifdef FAIL
  return (find(), 0);
#else
  return (find().is_ok(), 0);
#endif
}
