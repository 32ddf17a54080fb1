// SPDX-License-Identifier: GPL-2.0
// It is used up: std::move() says so.
// misuse: Files and devices: a reserved descriptor is installed, and the reservation stays
// rust: compile error: use of moved value (E0382)
// expect: error: passing .*FileDescriptorReservation.* discards qualifiers

#include <kernel/fs/file.hpp>

[[maybe_unused]] static void example(kernel::FileDescriptorReservation reservation,
                                     kernel::ARef<kernel::File> file) {
#ifdef FAIL
  reservation.fd_install(std::move(file));
#else
  std::move(reservation).fd_install(std::move(file));
#endif
}
