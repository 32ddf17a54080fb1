// SPDX-License-Identifier: GPL-2.0
// Who would stop it?
// misuse: Threads: two owners of a thread
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function 'constexpr kernel::Thread::Thread\(const kernel::Thread&\)'

#include <kernel/thread.hpp>

[[maybe_unused]] static void example(kernel::Thread thread) {
#ifdef FAIL
  kernel::Thread copy(thread);
#else
  kernel::Thread copy(std::move(thread));
#endif
  copy.wake_up();
}
