// SPDX-License-Identifier: GPL-2.0
// Both threads would move the position of the file.
// misuse: Files and devices: a file found by its descriptor is handed to a thread
// rust: compile error: `LocalFile` is not Send (E0277)
// expect: error: static assertion failed: what a thread is given must be Send

#include <kernel/fs/file.hpp>
#include <kernel/thread.hpp>

[[maybe_unused]] static kernel::Result<void> example(unsigned int descriptor) {
  auto local = TRY(kernel::LocalFile::fget(descriptor));
#ifdef FAIL
  using Owner = kernel::ARef<kernel::LocalFile>;
  Owner file = std::move(local);
#else
  using Owner = kernel::ARef<kernel::File>;
  // SAFETY: this is called by an ioctl.
  Owner file = kernel::File::assume_no_fdget_pos(std::move(local));
#endif
  auto use = [](kernel::ThreadStop& stop, const Owner&) { stop.wait(); };
#ifdef FAIL
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", use, std::move(file)));
#else
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", use, std::move(file)));
#endif
  return {};
}
