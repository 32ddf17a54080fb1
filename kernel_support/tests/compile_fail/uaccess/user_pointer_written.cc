// SPDX-License-Identifier: GPL-2.0
// A program learns where the kernel has its memory.
// misuse: Memory of programs: a pointer goes to a program
// rust: compile error: not `AsBytes` (E0277)
// expect: error: no matching function for call to .*write
// expect: PlainData<T>

#include <kernel/uaccess.hpp>

struct Bad {
  u64 value;
  const char* name;
};
struct Good {
  u64 value;
  char name[8];
};

[[maybe_unused]] static kernel::Result<void> example(kernel::UserSliceWriter& writer) {
#ifdef FAIL
  return writer.write(Bad{.value = 2, .name = "left"});
#else
  return writer.write(Good{.value = 2, .name = "left"});
#endif
}
