// SPDX-License-Identifier: GPL-2.0
// To give pages back may sleep.
// misuse: Files and devices: pages for programs are given back under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function '~.*' while atomic context

#include <kernel/mm/vmalloc_user.hpp>
#include <kernel/sync/spinlock.hpp>

void example(kernel::SpinLock<int>& level, kernel::VmallocUser pages);

void example(kernel::SpinLock<int>& level, kernel::VmallocUser pages) {
#ifdef FAIL
  auto guard = level.lock();
  { kernel::VmallocUser gone = std::move(pages); }
#else
  { kernel::VmallocUser gone = std::move(pages); }
  auto guard = level.lock();
#endif
  *guard += 1;
}
