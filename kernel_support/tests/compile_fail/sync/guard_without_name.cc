// SPDX-License-Identifier: GPL-2.0
// A guard without a name would be gone before the value is used.
// expect: error: use of deleted function .*operator->

#include <kernel/sync/mutex.hpp>

struct State {
  int length;
};

[[maybe_unused]] static void example(kernel::Mutex<State>& state) {
#ifdef FAIL
  state.lock()->length = 1;
#else
  auto guard = state.lock();
  guard->length = 1;
#endif
}
