// SPDX-License-Identifier: GPL-2.0
// The lock would be given back twice.
// misuse: Locks: the guard of a reader or writer is copied
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*ReadGuard\(const kernel::ReadGuard
// expect: error: use of deleted function .*WriteGuard\(const kernel::WriteGuard

#include <kernel/sync/rwsem.hpp>

[[maybe_unused]] static int example(kernel::RwSemaphore<int>& limit, kernel::RwSemaphore<int>& b) {
  auto reader = limit.read();
  auto writer = b.write();
#ifdef FAIL
  auto another = reader;
  auto moved = std::move(writer);
#else
  auto& another = reader;
  auto& moved = writer;
#endif
  return *another + *moved;
}
