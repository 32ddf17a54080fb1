// SPDX-License-Identifier: GPL-2.0
// The descriptor would be given back twice.
// misuse: Files and devices: a reserved descriptor is copied
// rust: compile error: use of moved value (E0382)
// expect: error: use of deleted function .*FileDescriptorReservation\(const kernel::FileDescriptorReservation&\)

#include <kernel/fs/file.hpp>

[[maybe_unused]] static unsigned int example(kernel::FileDescriptorReservation& reservation) {
#ifdef FAIL
  kernel::FileDescriptorReservation other = reservation;
#else
  kernel::FileDescriptorReservation other = std::move(reservation);
#endif
  return other.reserved_fd();
}
