// SPDX-License-Identifier: GPL-2.0
// The program may close the file.
// misuse: Files and devices: a reference to a file is handed to a thread
// rust: compile error: not `'static`
// expect: error: static assertion failed: what a thread is given must be Send

#include <kernel/fs/file.hpp>
#include <kernel/thread.hpp>

[[maybe_unused]] static kernel::Result<void> example(const kernel::File& file) {
#ifdef FAIL
  auto use = [](kernel::ThreadStop& stop, const kernel::File*) { stop.wait(); };
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", use, &file));
#else
  auto use = [](kernel::ThreadStop& stop, const kernel::ARef<kernel::File>&) { stop.wait(); };
  auto thread = TRY(
      kernel::Thread::spawn(kernel::GFP_KERNEL, "example", use, kernel::ARef<kernel::File>(file)));
#endif
  return {};
}
