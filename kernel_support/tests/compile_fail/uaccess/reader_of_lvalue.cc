// SPDX-License-Identifier: GPL-2.0
// What reads a piece of memory uses it up, and the call says so.
// misuse: Memory of programs: a second reader of the same memory
// rust: compile error: use of a moved value (E0382)
// expect: error: passing .*UserSlice.* as .this. argument discards qualifiers

#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::Result<u32> example(kernel::UserSlice slice) {
#ifdef FAIL
  kernel::UserSliceReader reader = slice.reader();
#else
  kernel::UserSliceReader reader = std::move(slice).reader();
#endif
  return reader.read<u32>();
}
