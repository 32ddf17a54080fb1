// SPDX-License-Identifier: GPL-2.0
// Data is accessed under the lock of another object.
// misuse: Locks: data is reached with the guard of another lock of its type
// rust: panic at run time

#include <kernel/module.hpp>
#include <kernel/sync/locked_by.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
struct Folder {
  using Lock = kernel::Mutex<void, "Folder::lock">;
  Lock lock;
};
struct File {
  explicit File(const Folder& folder) : size(folder.lock, 0) {}
  kernel::LockedBy<int, Folder::Lock> size;
};

[[gnu::noipa]] static void grow(const File& file, const Folder& folder) {
  auto guard = folder.lock.lock();
  // Bypassed: a guard of another type does not compile. Which lock
  // it holds, the type cannot say.
  file.size.access(guard) += 1;  // caught here
}
//! [mistake]

struct WrongLock : kernel::Module<WrongLock> {
  static kernel::Result<WrongLock> init(kernel::ThisModule&) {
    Folder home;
    Folder other;
    File file(home);
    grow(file, other);
    return {std::in_place};
  }
};

KERNEL_MODULE(WrongLock, {
  .name = "wrong_lock",
  .description = "Broken on purpose",
  .license = "GPL",
});
