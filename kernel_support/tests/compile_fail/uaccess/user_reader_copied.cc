// SPDX-License-Identifier: GPL-2.0
// Two readers would give the same bytes, which may differ.
// misuse: Memory of programs: a reader is copied, to read again
// rust: compile error: use of a moved value (E0382)
// expect: error: use of deleted function .*UserSliceReader\(const kernel::UserSliceReader

#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::Result<u32> example(kernel::UserSliceReader& reader) {
#ifdef FAIL
  kernel::UserSliceReader other = reader;
#else
  kernel::UserSliceReader& other = reader;
#endif
  return other.read<u32>();
}
