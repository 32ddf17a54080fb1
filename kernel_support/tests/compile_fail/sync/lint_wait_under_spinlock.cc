// SPDX-License-Identifier: GPL-2.0
// A wait gives back the lock whose guard it gets, but no other.
// misuse: Waiting: another lock is held during the wait
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'wait' while atomic context

#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/spinlock.hpp>

using Level = kernel::Mutex<int, "Level">;
using Depth = kernel::SpinLock<int, "Depth">;

void example(Level& level, kernel::CondVar<Level>& risen, Depth& depth,
             kernel::CondVar<Depth>& sunk);

void example(Level& level, kernel::CondVar<Level>& risen, Depth& depth,
             kernel::CondVar<Depth>& sunk) {
  auto level_guard = level.lock();
  auto depth_guard = depth.lock();
#ifdef FAIL
  risen.wait(level_guard, [](int& now) { return now > 5; });
#else
  sunk.wait(depth_guard, [](int& now) { return now > 5; });
#endif
  *level_guard = *depth_guard;
  risen.notify_one();
  sunk.notify_one();
}
