// SPDX-License-Identifier: GPL-2.0
// An open file may be there when the driver is not.
// misuse: Drivers: an object keeps a reference to a device whose driver is attached
// rust: compile error: lifetime may not live long enough
// by: lint
// expect: 'device' says that a driver is attached, and stays when it is not

#include <kernel/pci/device.hpp>

using kernel::device::Bound;

struct OpenFile {
#ifdef FAIL
  const kernel::pci::Device<Bound>& device;
#else
  kernel::ARef<kernel::pci::Device<>> device;
#endif
};
u16 example(const OpenFile& file);

u16 example(const OpenFile& file) {
#ifdef FAIL
  return file.device.vendor_id();
#else
  return file.device->vendor_id();
#endif
}
