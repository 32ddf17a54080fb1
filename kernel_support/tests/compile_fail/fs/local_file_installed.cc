// SPDX-License-Identifier: GPL-2.0
// Other threads of the program have it at once.
// misuse: Files and devices: a file of this thread gets another descriptor
// rust: compile error: mismatched types (E0308)
// expect: error: (could not convert|cannot convert) .*LocalFile

#include <kernel/fs/file.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::FileDescriptorReservation reservation,
                                                     unsigned int descriptor) {
  auto local = TRY(kernel::LocalFile::fget(descriptor));
#ifdef FAIL
  std::move(reservation).fd_install(std::move(local));
#else
  // SAFETY: this is called by an ioctl.
  std::move(reservation).fd_install(kernel::File::assume_no_fdget_pos(std::move(local)));
#endif
  return {};
}
