// SPDX-License-Identifier: GPL-2.0
// A lock is given back that nobody holds.
// misuse: Locks: unlocked while nobody holds it
// rust: unsafe code only

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
struct Device {
  kernel::Mutex<int, "Device::opened"> opened{0};
};

[[gnu::noipa]] static void open(const Device& device) {
  device.opened.with([](int& times) { times += 1; });
  // Bypassed: only a guard unlocks, and once. unlock_raw() is for
  // the halves of C interfaces.
  device.opened.unlock_raw({});  // caught here
  pr_info("opened\n");
}
//! [mistake]

struct UnlockOfFreeLock : kernel::Module<UnlockOfFreeLock> {
  static kernel::Result<UnlockOfFreeLock> init(kernel::ThisModule&) {
    Device device;
    open(device);
    return {std::in_place};
  }
};

KERNEL_MODULE(UnlockOfFreeLock, {
  .name = "unlock_of_free_lock",
  .description = "Broken on purpose",
  .license = "GPL",
});
