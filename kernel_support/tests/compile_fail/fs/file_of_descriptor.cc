// SPDX-License-Identifier: GPL-2.0
// A call of this thread may be using the position of the file without its lock.
// misuse: Files and devices: a file found by its descriptor is taken for one of all threads
// rust: compile error: `fget()` is one of `LocalFile`
// expect: error: use of deleted function .*File::fget

#include <kernel/fs/file.hpp>

[[maybe_unused]] static kernel::Result<void> example(unsigned int descriptor) {
#ifdef FAIL
  kernel::File::fget(descriptor);
#else
  auto local = TRY(kernel::LocalFile::fget(descriptor));
  // SAFETY: this is called by an ioctl.
  auto file = kernel::File::assume_no_fdget_pos(std::move(local));
#endif
  return {};
}
