// SPDX-License-Identifier: GPL-2.0
// The kernel's table has room for 31 characters on these kernels.
// misuse: Drivers: the name in a driver's table is longer than the kernel's room for it
// rust: compile error: BStr too long for the id (panic in const)
// expect: error: static assertion failed: the kernel has no room for a name that long

#include <kernel/auxiliary/id.hpp>

#ifdef FAIL
[[maybe_unused]] static constexpr auto ids =
    kernel::auxiliary::id_table("a_module_with_a_long_name.and_a_device_with_one");
#else
[[maybe_unused]] static constexpr auto ids = kernel::auxiliary::id_table("a_module.and_a_device");
#endif
