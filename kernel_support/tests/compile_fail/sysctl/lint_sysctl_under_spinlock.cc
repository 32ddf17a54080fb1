// SPDX-License-Identifier: GPL-2.0
// Its end waits for whoever reads it.
// misuse: Files and devices: a setting of the kernel is taken away under a spinlock
// rust: the API has no settings of the kernel
// by: lint
// expect: cannot call function '~.*' while atomic context

#include <kernel/sync/spinlock.hpp>
#include <kernel/sysctl.hpp>

void example(kernel::SpinLock<int>& counter, kernel::sysctl::Int level);

void example(kernel::SpinLock<int>& counter, kernel::sysctl::Int level) {
#ifdef FAIL
  auto guard = counter.lock();
  { kernel::sysctl::Int gone = std::move(level); }
#else
  { kernel::sysctl::Int gone = std::move(level); }
  auto guard = counter.lock();
#endif
  *guard += 1;
}
