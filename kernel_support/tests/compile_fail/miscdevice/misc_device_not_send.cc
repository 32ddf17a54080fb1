// SPDX-License-Identifier: GPL-2.0
// Programs use a device from their own threads, so it has nothing that stays with one.
// misuse: Files and devices: a device's object is one that must stay with its thread
// rust: compile error: cannot be shared between threads safely
// expect: error: static assertion failed: the object stays with its thread, and any program's thread

#include <kernel/miscdevice.hpp>

struct Device {
  kernel::Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("a text\n"));
    return {};
  }
};
struct OwnDevice : kernel::NotThreadSafe, Device {};

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  auto device =
      TRY(kernel::MiscDeviceRegistration<OwnDevice>::make(kernel::GFP_KERNEL, {.name = "device"}));
#else
  auto device =
      TRY(kernel::MiscDeviceRegistration<Device>::make(kernel::GFP_KERNEL, {.name = "device"}));
#endif
  return {};
}
