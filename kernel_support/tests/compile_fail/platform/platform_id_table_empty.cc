// SPDX-License-Identifier: GPL-2.0
// It would never be attached to anything.
// misuse: Drivers: a driver of devices of the machine is for no device
// rust: not caught
// expect: error: static assertion failed: name the devices that the driver is for

#include <kernel/platform/id.hpp>

#ifdef FAIL
[[maybe_unused]] static constexpr auto ids = kernel::platform::id_table();
#else
[[maybe_unused]] static constexpr auto ids = kernel::platform::id_table("fan");
#endif
