// SPDX-License-Identifier: GPL-2.0
// stop() uses the owner up, which has to be written down.
// misuse: Threads: stopped twice
// rust: compile error: use after move (E0382), as `join()` of std
// expect: error: passing 'kernel::Thread' as 'this' argument discards qualifiers

#include <kernel/thread.hpp>

[[maybe_unused]] static int example(kernel::Thread thread) {
#ifdef FAIL
  return thread.stop();
#else
  return std::move(thread).stop();
#endif
}
