// SPDX-License-Identifier: GPL-2.0
// Between two reads it sleeps.
// misuse: Registers and DMA: polling that sleeps, under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'read_poll_timeout.*' while atomic context

#include <kernel/io/poll.hpp>
#include <kernel/sync/spinlock.hpp>

using namespace kernel::literals;

void example(kernel::SpinLock<u32>& status);

void example(kernel::SpinLock<u32>& status) {
  auto guard = status.lock();
#ifdef FAIL
  (void)kernel::io::read_poll_timeout([&] { return *guard; }, [](u32 value) { return value != 0; },
                                      10_us, 1_ms)
      .is_ok();
#else
  (void)kernel::io::read_poll_timeout_atomic([&] { return *guard; },
                                             [](u32 value) { return value != 0; }, 10_us, 1_ms)
      .is_ok();
#endif
}
