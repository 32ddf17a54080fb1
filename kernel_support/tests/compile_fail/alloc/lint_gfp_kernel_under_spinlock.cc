// SPDX-License-Identifier: GPL-2.0
// An allocation with GFP_KERNEL may sleep, and the holder of a spinlock must not.
// misuse: Vectors: GFP_KERNEL under a spinlock or in an RCU read section
// rust: not caught: flags are values
// by: lint
// expect: cannot call function 'operator Flags' while atomic context

#include <kernel/alloc/kvec.hpp>
#include <kernel/sync/spinlock.hpp>

using kernel::GFP_KERNEL;
using kernel::GFP_NOWAIT;

bool example(const kernel::SpinLock<kernel::KVec<int>>& numbers);

bool example(const kernel::SpinLock<kernel::KVec<int>>& numbers) {
  auto guard = numbers.lock();
#ifdef FAIL
  return guard->push(1, GFP_KERNEL | kernel::__GFP_NOWARN).is_ok();
#else
  return guard->push(1, GFP_NOWAIT).is_ok();
#endif
}
