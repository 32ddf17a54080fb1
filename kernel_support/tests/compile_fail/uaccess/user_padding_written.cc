// SPDX-License-Identifier: GPL-2.0
// The three bytes behind the channel are whatever lay in the kernel's memory.
// misuse: Memory of programs: padding goes to a program, and what lay there before
// rust: compile error: not `AsBytes` (E0277)
// expect: error: no matching function for call to .*write
// expect: PlainData<T>

#include <kernel/uaccess.hpp>

struct Bad {
  u8 channel;
  u32 value;
};
struct Good {
  u8 channel;
  u8 unused[3];
  u32 value;
};

[[maybe_unused]] static kernel::Result<void> example(kernel::UserSliceWriter& writer) {
#ifdef FAIL
  return writer.write(Bad{.channel = 1, .value = 2});
#else
  return writer.write(Good{.channel = 1, .unused = {}, .value = 2});
#endif
}
