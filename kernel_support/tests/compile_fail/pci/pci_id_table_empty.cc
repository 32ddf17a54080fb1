// SPDX-License-Identifier: GPL-2.0
// It would never be attached to anything.
// misuse: Drivers: a driver is for no device
// rust: not caught
// expect: error: static assertion failed: name the devices that the driver is for

#include <kernel/pci/id.hpp>

using kernel::pci::DeviceId;

#ifdef FAIL
[[maybe_unused]] static constexpr auto ids = kernel::pci::id_table();
#else
[[maybe_unused]] static constexpr auto ids = kernel::pci::id_table(DeviceId::from_id(1, 2));
#endif
