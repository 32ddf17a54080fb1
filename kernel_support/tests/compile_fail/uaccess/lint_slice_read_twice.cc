// SPDX-License-Identifier: GPL-2.0
// The program may have changed the length after it was checked.
// misuse: Memory of programs: what was checked is read a second time
// rust: compile error: use of a moved value (E0382)
// by: lint
// expect: 'slice' used after it was moved

#include <kernel/uaccess.hpp>

kernel::Result<u32> example(kernel::UserSlice slice);

kernel::Result<u32> example(kernel::UserSlice slice) {
  kernel::UserSliceReader reader = std::move(slice).reader();
  u32 length = TRY(reader.read<u32>());
  if (length > 100) return kernel::EINVAL;
#ifdef FAIL
  kernel::UserSliceReader again = std::move(slice).reader();
  return again.read<u32>();
#else
  return length;
#endif
}
