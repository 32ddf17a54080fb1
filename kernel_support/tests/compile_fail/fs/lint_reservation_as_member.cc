// SPDX-License-Identifier: GPL-2.0
// The last owner of the Session may be another task, which has other descriptors.
// misuse: Files and devices: a reserved descriptor is a member of what threads share
// rust: compile error: it is not Send (E0277)
// by: lint
// expect: 'reservation' is a NotThreadSafe, and an Arc shares Session among threads

#include <kernel/fs/file.hpp>
#include <kernel/sync/arc.hpp>

#ifdef FAIL
struct Session {
  kernel::FileDescriptorReservation reservation;
};
#else
struct Session {
  kernel::ARef<kernel::File> file;
};
#endif

[[maybe_unused]] static bool example(const kernel::Arc<Session>& left,
                                     const kernel::Arc<Session>& right) {
  return &*left == &*right;
}
