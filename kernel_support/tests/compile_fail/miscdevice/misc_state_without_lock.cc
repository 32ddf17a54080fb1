// SPDX-License-Identifier: GPL-2.0
// Two programs may read at the same time.
// misuse: Files and devices: state of a device is changed in read(), without a lock
// rust: compile error: `&self` is not mutable (E0594)
// expect: error: increment of member .*reads.* in read-only object

#include <kernel/miscdevice.hpp>
#include <kernel/sync/atomic.hpp>

struct Device {
  kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
#ifdef FAIL
    return out.write(++reads);
#else
    return out.write(atomic_reads.add_return(1, kernel::Relaxed));
#endif
  }

  u32 reads = 0;
  kernel::Atomic<u32> atomic_reads;
};

[[maybe_unused]] static auto example() {
  return kernel::MiscDeviceRegistration<Device>::make(kernel::GFP_KERNEL, {.name = "example"});
}
