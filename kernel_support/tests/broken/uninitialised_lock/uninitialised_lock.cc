// SPDX-License-Identifier: GPL-2.0
// A lock that was never made ready.
// misuse: Locks: used before it was made ready
// rust: unsafe code only

#include <kernel/alloc/allocator.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/spinlock.hpp>

//! [mistake]
struct Device {
  kernel::SpinLock<int, "Device::registers"> registers{0};
};

[[gnu::noipa]] static kernel::Result<void> reset() {
  // Bypassed: the constructor of a lock makes it ready. No
  // constructor runs in zeroed memory.
  auto flags = kernel::GFP_KERNEL | kernel::__GFP_ZERO;
  void* memory = kernel::Kmalloc::allocate(sizeof(Device), alignof(Device), flags);
  if (!memory) return kernel::ENOMEM;
  auto* device = static_cast<Device*>(memory);
  device->registers.with([](int& value) { value = 1; });  // caught here
  kernel::Kmalloc::deallocate(memory);
  return {};
}
//! [mistake]

struct UninitialisedLock : kernel::Module<UninitialisedLock> {
  static kernel::Result<UninitialisedLock> init(kernel::ThisModule&) {
    TRY(reset());
    return {std::in_place};
  }
};

KERNEL_MODULE(UninitialisedLock, {
  .name = "uninitialised_lock",
  .description = "Broken on purpose",
  .license = "GPL",
});
