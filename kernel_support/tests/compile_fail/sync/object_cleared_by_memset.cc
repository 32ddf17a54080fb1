// SPDX-License-Identifier: GPL-2.0
// The list would still lead to it.
// misuse: Objects in place: overwritten with zeros behind the back of its class
// rust: unsafe code only
// expect: error: 'void\* __builtin_memset.*' clearing an object of type

#include <kernel/sync/mutex.hpp>

[[maybe_unused]] static void reset(kernel::Mutex<int>& counter) {
#ifdef FAIL
  __builtin_memset(&counter, 0, sizeof counter);
#else
  counter.with([](int& number) { number = 0; });
#endif
}
