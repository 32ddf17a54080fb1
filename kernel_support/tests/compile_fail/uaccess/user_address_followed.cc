// SPDX-License-Identifier: GPL-2.0
// The kernel must not follow an address that a program names.
// misuse: Memory of programs: an address of a program is followed like a pointer
// rust: compile error: `UserPtr` is no pointer (E0614)
// expect: error: no match for .operator\*. \(operand type is .*UserPtr

#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::Result<int> example(kernel::UserPtr address) {
#ifdef FAIL
  return *address;
#else
  return kernel::UserSlice(address, sizeof(int)).reader().read<int>();
#endif
}
