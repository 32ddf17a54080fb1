// SPDX-License-Identifier: GPL-2.0
// The memory may have to be read from a disk first.
// misuse: Memory of programs: a program's memory is read under a spinlock
// rust: not caught (klint only)
// by: lint
// expect: cannot call function 'read.*' while atomic context

#include <kernel/sync/spinlock.hpp>
#include <kernel/uaccess.hpp>

kernel::Result<void> example(kernel::UserSliceReader& reader, kernel::SpinLock<u32>& level);

kernel::Result<void> example(kernel::UserSliceReader& reader, kernel::SpinLock<u32>& level) {
#ifdef FAIL
  auto guard = level.lock();
  *guard = TRY(reader.read<u32>());
#else
  u32 value = TRY(reader.read<u32>());
  auto guard = level.lock();
  *guard = value;
#endif
  return {};
}
