// SPDX-License-Identifier: GPL-2.0
// Readers copy what is whole: a span leads back to what a writer changes.
// misuse: Locks: a span that read_with() of a SeqLock lets out
// rust: the API has no such call
// expect: error: static assertion failed: what the lock guards must not be reachable without it

#include <array>
#include <kernel/sync/seqlock.hpp>
#include <span>

using Levels = std::array<int, 4>;

[[maybe_unused]] static int example(kernel::SeqLock<Levels>& levels) {
#ifdef FAIL
  return levels.read_with([](const Levels& now) { return std::span(now); })[0];
#else
  return levels.read_with([](const Levels& now) { return now; })[0];
#endif
}
