// SPDX-License-Identifier: GPL-2.0
// The descriptor is the program's now.
// misuse: Files and devices: a reserved descriptor is used after it was installed
// rust: compile error: use of moved value (E0382)
// by: lint
// expect: 'reservation' used after it was moved

#include <kernel/fs/file.hpp>

[[maybe_unused]] static unsigned int example(kernel::FileDescriptorReservation reservation,
                                             kernel::ARef<kernel::File> file) {
#ifdef FAIL
  std::move(reservation).fd_install(std::move(file));
  return reservation.reserved_fd();
#else
  unsigned int descriptor = reservation.reserved_fd();
  std::move(reservation).fd_install(std::move(file));
  return descriptor;
#endif
}
