// SPDX-License-Identifier: GPL-2.0
// The destructor of a Pointer may wait for readers.
// misuse: RCU: a pointer whose destructor waits for readers goes away in a reader
// rust: not caught
// by: lint
// expect: cannot call function '~Pointer' while atomic context

#include <kernel/sync/rcu.hpp>

struct Value {
  ~Value();
};
void example();

void example() {
  {
    kernel::rcu::ReadGuard guard;
#ifdef FAIL
    { kernel::rcu::Pointer<Value> pointer; }
#endif
  }
  kernel::rcu::Pointer<Value> pointer;
}
