// SPDX-License-Identifier: GPL-2.0
// What a reader may have seen in pieces stays inside until it is known to be whole.
// misuse: Locks: a half-written value leaves the loop of the reader
// rust: no counterpart; it outlives the closure
// expect: error: static assertion failed: what the lock guards must not be reachable without it
// expect: error: static assertion failed: what is not returned may be torn: return a value

#include <kernel/sync/seqlock.hpp>

[[maybe_unused]] static int example(kernel::SeqLock<int>& level) {
#ifdef FAIL
  const int& seen = level.read_with([](const int& value) -> const int& { return value; });
  int torn = 0;
  level.read_with([&](const int& value) { torn = value; });
#else
  int seen = level.read_with([](const int& value) { return value; });
  int torn = level.read();
#endif
  return seen + torn;
}
