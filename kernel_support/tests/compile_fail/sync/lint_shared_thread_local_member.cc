// SPDX-License-Identifier: GPL-2.0
// The base NotThreadSafe of a member says no word about the class around it.
// misuse: Shared objects: a NotThreadSafe object inside a class that a lock shares
// rust: compile error: not Send
// by: lint
// expect: 'trace' is a NotThreadSafe, and a lock shares State among threads

#include <kernel/sync/mutex.hpp>

struct Trace : kernel::NotThreadSafe {
  int last = 0;
};

struct State {
#ifdef FAIL
  Trace trace;
#else
  int trace = 0;
#endif
};

int example(kernel::Mutex<State>& state);

int example(kernel::Mutex<State>& state) {
  auto guard = state.lock();
  return sizeof(guard->trace);
}
