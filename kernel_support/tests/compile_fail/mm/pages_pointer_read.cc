// SPDX-License-Identifier: GPL-2.0
// A program that has the pages mapped can write any address there.
// misuse: Files and devices: a pointer comes from pages that programs share
// rust: no counterpart
// expect: error: no matching function for call to .*read
// expect: PlainData<T>

#include <kernel/mm/vmalloc_user.hpp>

struct Bad {
  u64 value;
  const char* name;
};
struct Good {
  u64 value;
  char name[8];
};

[[maybe_unused]] static kernel::Result<u64> example(const kernel::VmallocUser& pages) {
#ifdef FAIL
  auto record = TRY(pages.read<Bad>(0));
#else
  auto record = TRY(pages.read<Good>(0));
#endif
  return record.value;
}
