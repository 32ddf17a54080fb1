// SPDX-License-Identifier: GPL-2.0
// What lay in the kernel's memory before would go to the program.
// misuse: Memory of programs: a structure with padding is written to a program's pieces
// rust: compile error: only bytes are taken, and such a structure gives none without unsafe
// expect: no matching function for call to .*IovIterDest::write

#include <kernel/iov.hpp>

struct Padded {
  u8 kind;
  u32 value;
};
struct Whole {
  u32 kind;
  u32 value;
};

[[maybe_unused]] static kernel::Result<void> example(kernel::IovIterDest& out) {
#ifdef FAIL
  return out.write(Padded{1, 2});
#else
  return out.write(Whole{1, 2});
#endif
}
