// SPDX-License-Identifier: GPL-2.0
// The kernel would follow whatever the program wrote there.
// misuse: Memory of programs: a pointer comes from a program
// rust: compile error: not `FromBytes` (E0277)
// expect: error: no matching function for call to .*read
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

[[maybe_unused]] static kernel::Result<int> example(kernel::UserSliceReader& reader) {
#ifdef FAIL
  auto level = TRY(reader.read<Bad>());
#else
  auto level = TRY(reader.read<Good>());
#endif
  return static_cast<int>(level.value);
}
