// SPDX-License-Identifier: GPL-2.0
// A system call returns, and its lock is still held.
// misuse: Locks: a system call returns with a lock held
// rust: unsafe code only, or `forget(guard)`

#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>

//! [mistake]
struct Device {
  kernel::Mutex<int, "Device::opened"> opened{0};
};

[[gnu::noipa]] static void open(const Device& device) {
  // Bypassed: a guard unlocks on every way out. lock_raw() has none.
  device.opened.lock_raw();  // caught here
  *device.opened.value_raw() += 1;
}
//! [mistake]

class StillLocked : public kernel::Module<StillLocked> {
 public:
  static kernel::Result<StillLocked> init(kernel::ThisModule&) { return {std::in_place}; }
  StillLocked() { open(device_); }

 private:
  Device device_;
};

KERNEL_MODULE(StillLocked, {
  .name = "still_locked",
  .description = "Broken on purpose",
  .license = "GPL",
});
