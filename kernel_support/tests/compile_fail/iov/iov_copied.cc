// SPDX-License-Identifier: GPL-2.0
// A copy would read again what a program may have changed.
// misuse: Memory of programs: the pieces that a program writes are copied, to be read twice
// rust: compile error: cannot move out of a mutable reference (E0507)
// expect: use of deleted function .*IovIterSource\(const kernel::IovIterSource

#include <kernel/iov.hpp>

[[maybe_unused]] static kernel::Result<u32> example(kernel::IovIterSource& in) {
#ifdef FAIL
  kernel::IovIterSource again = in;
#else
  kernel::IovIterSource& again = in;
#endif
  return again.read<u32>();
}
