// SPDX-License-Identifier: GPL-2.0
// What a thread returns is an int.
// misuse: Threads: what a thread gives back has no owner
// rust: compile error: not Send
// expect: error: no matching function for call to 'kernel::Thread::spawn

#include <kernel/thread.hpp>

[[maybe_unused]] static kernel::Result<kernel::Thread> example() {
  [[maybe_unused]] auto wrong = [](kernel::ThreadStop&) { return "done"; };
  [[maybe_unused]] auto right = [](kernel::ThreadStop&) { return 0; };
#ifdef FAIL
  return kernel::Thread::spawn(kernel::GFP_KERNEL, "example", wrong);
#else
  return kernel::Thread::spawn(kernel::GFP_KERNEL, "example", right);
#endif
}
