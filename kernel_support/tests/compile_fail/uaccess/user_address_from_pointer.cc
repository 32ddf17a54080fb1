// SPDX-License-Identifier: GPL-2.0
// An address of the kernel is none of a program.
// misuse: Memory of programs: a pointer of the kernel is taken for an address of a program
// rust: compile error: mismatched types (E0308)
// expect: error: invalid conversion from 'u64\*'.* to 'long unsigned int'

#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::UserSlice example([[maybe_unused]] u64* number,
                                                  [[maybe_unused]] unsigned long address) {
#ifdef FAIL
  return kernel::UserSlice(kernel::UserPtr(number), sizeof(*number));
#else
  return kernel::UserSlice(kernel::UserPtr(address), sizeof(*number));
#endif
}
