// SPDX-License-Identifier: GPL-2.0
// What may not come back does not go there either.
// misuse: Memory of programs: a bool goes to a program
// rust: compile error: not `AsBytes` (E0277)
// expect: error: no matching function for call to .*write
// expect: PlainData<T>

#include <kernel/uaccess.hpp>

struct Bad {
  bool muted;
  u8 value;
};
struct Good {
  u8 muted;
  u8 value;
};

[[maybe_unused]] static kernel::Result<void> example(kernel::UserSliceWriter& writer) {
#ifdef FAIL
  return writer.write(Bad{.muted = true, .value = 2});
#else
  return writer.write(Good{.muted = 1, .value = 2});
#endif
}
