// SPDX-License-Identifier: GPL-2.0
// The program may have written a 2, which is neither true nor false.
// misuse: Memory of programs: a bool comes from a program
// rust: compile error: not `FromBytes` (E0277)
// expect: error: no matching function for call to .*read
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

[[maybe_unused]] static kernel::Result<int> example(kernel::UserSliceReader& reader) {
#ifdef FAIL
  auto level = TRY(reader.read<Bad>());
#else
  auto level = TRY(reader.read<Good>());
#endif
  return static_cast<int>(level.value);
}
