// SPDX-License-Identifier: GPL-2.0
// A captured pointer is no owner of what it leads to.
// misuse: Threads: a pointer captured by a thread that is returned
// rust: compile error: not Send
// by: lint
// expect: the lambda refers to 'box', and may run when that is gone

#include <kernel/alloc/kbox.hpp>
#include <kernel/thread.hpp>

[[maybe_unused]] static kernel::Result<kernel::Thread> example(kernel::KBox<int> box) {
#ifdef FAIL
  return kernel::Thread::spawn(kernel::GFP_KERNEL, "example", [number = &*box] { *number = 1; });
#else
  return kernel::Thread::spawn(kernel::GFP_KERNEL, "example",
                               [number = std::move(box)]() mutable { *number = 1; });
#endif
}
