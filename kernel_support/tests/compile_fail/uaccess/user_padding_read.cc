// SPDX-License-Identifier: GPL-2.0
// What is exchanged is the same in both directions.
// misuse: Memory of programs: a structure with padding comes from a program
// rust: compile error: not `FromBytes` (E0277)
// expect: error: no matching function for call to .*read
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

[[maybe_unused]] static kernel::Result<int> example(kernel::UserSliceReader& reader) {
#ifdef FAIL
  auto level = TRY(reader.read<Bad>());
#else
  auto level = TRY(reader.read<Good>());
#endif
  return static_cast<int>(level.value);
}
