// SPDX-License-Identifier: GPL-2.0
// A lock that was taken without a guard must be given back before the function returns.
// misuse: Locks: a function returns with the lock held
// rust: unsafe code only, or `forget(guard)`
// by: lint
// expect: lock 'counter' is still held at the end of function

#include <kernel/sync/mutex.hpp>

int example(kernel::Mutex<int>& counter);

int example(kernel::Mutex<int>& counter) {
  [[maybe_unused]] auto state = counter.lock_raw();
  int value = *counter.value_raw();
#ifdef FAIL
  return value;
}
#else
  counter.unlock_raw(state);
  return value;
}
#endif
