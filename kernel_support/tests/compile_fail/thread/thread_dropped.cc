// SPDX-License-Identifier: GPL-2.0
// A thread that nobody owns is stopped at once.
// misuse: Threads: a thread that nobody keeps
// rust: no counterpart; std lets it run on
// expect: error: ignoring returned value of type 'kernel::Result<kernel::Thread>'

#include <kernel/thread.hpp>

[[maybe_unused]] static kernel::Result<void> example() {
  auto run = [](kernel::ThreadStop& stop) { stop.wait(); };
#ifdef FAIL
  kernel::Thread::spawn(kernel::GFP_KERNEL, "lost", run);
#else
  kernel::Thread thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "kept", run));
#endif
  return {};
}
