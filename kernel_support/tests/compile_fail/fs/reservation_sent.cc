// SPDX-License-Identifier: GPL-2.0
// The thread has other descriptors.
// misuse: Files and devices: a reserved descriptor is handed to a thread
// rust: compile error: it is not Send (E0277)
// expect: error: static assertion failed: what a thread is given must be Send

#include <kernel/fs/file.hpp>
#include <kernel/thread.hpp>

[[maybe_unused]] static kernel::Result<void> example(
    [[maybe_unused]] kernel::FileDescriptorReservation reservation,
    [[maybe_unused]] kernel::ARef<kernel::File> file) {
#ifdef FAIL
  auto use = [](const kernel::FileDescriptorReservation& mine) {
    static_cast<void>(mine.reserved_fd());
  };
  auto thread =
      TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", use, std::move(reservation)));
#else
  auto use = [](const kernel::ARef<kernel::File>& mine) { static_cast<void>(mine->flags()); };
  auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "example", use, std::move(file)));
#endif
  return {};
}
