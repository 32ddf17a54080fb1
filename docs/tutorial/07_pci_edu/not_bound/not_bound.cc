// SPDX-License-Identifier: GPL-2.0
// A mistake: nobody says that a driver is attached to the device.

#include <kernel/pci/driver.hpp>

//! [mistake]
[[maybe_unused]] static void look(const kernel::pci::Device<>& device) {
  kernel::pci::ConfigSpace config = device.config_space();
  static_cast<void>(config.read8(0x08));
}
//! [mistake]
