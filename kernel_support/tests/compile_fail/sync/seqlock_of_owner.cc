// SPDX-License-Identifier: GPL-2.0
// A reader copies the value while it changes, which an owner does not survive.
// misuse: Locks: a pointer is copied in pieces by a reader that retries
// rust: no counterpart; a bound `Copy`
// expect: error: static assertion failed: readers copy the T while it changes: it must be trivially copyable

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/seqlock.hpp>

[[maybe_unused]] static void example() {
#ifdef FAIL
  kernel::SeqLock<std::optional<kernel::KBox<int>>> level(std::nullopt);
#else
  kernel::SeqLock<std::optional<int>> level(std::nullopt);
#endif
  (void)level.try_write();
}
