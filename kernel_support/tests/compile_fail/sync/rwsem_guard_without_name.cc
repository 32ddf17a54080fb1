// SPDX-License-Identifier: GPL-2.0
// A guard without a name would be gone before the value is used.
// expect: error: use of deleted function .*ReadGuard<L>::operator\*
// expect: error: use of deleted function .*WriteGuard<L>::operator\*

#include <kernel/sync/rwsem.hpp>

[[maybe_unused]] static int example(kernel::RwSemaphore<int>& limit) {
#ifdef FAIL
  *limit.write() = 1;
  return *limit.read();
#else
  limit.with_write([](int& value) { value = 1; });
  return limit.with_read([](const int& value) { return value; });
#endif
}
