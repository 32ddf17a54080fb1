// SPDX-License-Identifier: GPL-2.0
// The container is the caller's, so the thread outlives the function.
// misuse: Threads: a thread moved into the caller's container, with a reference to a local
// rust: compile error: closure may outlive the function (E0373)
// by: lint
// expect: the lambda refers to 'calls', and may run when that is gone.*an object from outside keeps it

#include <kernel/alloc/kvec.hpp>
#include <kernel/thread.hpp>

using kernel::GFP_KERNEL;

kernel::Result<void> example(kernel::KVec<kernel::Thread>& threads);

kernel::Result<void> example(kernel::KVec<kernel::Thread>& threads) {
  int calls = 0;
#ifdef FAIL
  auto thread = TRY(kernel::Thread::spawn(GFP_KERNEL, "example", [&] { ++calls; }));
#else
  auto thread = TRY(kernel::Thread::spawn(GFP_KERNEL, "example", [=]() mutable { ++calls; }));
#endif
  TRY(threads.push(std::move(thread), GFP_KERNEL));
  return {};
}
