// SPDX-License-Identifier: GPL-2.0
// The last owner would not notice that it is the last.
// misuse: Shared objects: the last owner does not notice that it is the last
// rust: warning: unused value (must_use)
// expect: error: ignoring return value of .*dec_and_test

#include <kernel/sync/refcount.hpp>

[[maybe_unused]] static bool example(kernel::Refcount& owners) {
#ifdef FAIL
  owners.dec_and_test();
  return false;
#else
  return owners.dec_and_test();
#endif
}
