// SPDX-License-Identifier: GPL-2.0
// What is left to write would be forgotten.
// misuse: Memory of programs: a writer is replaced by another one
// rust: accepted: the old one is dropped
// expect: error: use of deleted function .*UserSliceWriter::operator=

#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::UserSliceWriter& writer,
                                                     kernel::UserSlice slice) {
#ifdef FAIL
  writer = std::move(slice).writer();
  return writer.write(u32{1});
#else
  kernel::UserSliceWriter other = std::move(slice).writer();
  TRY(writer.write(u32{1}));
  return other.write(u32{1});
#endif
}
