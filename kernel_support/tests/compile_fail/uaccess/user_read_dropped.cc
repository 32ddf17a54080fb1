// SPDX-License-Identifier: GPL-2.0
// The bytes may not have been there.
// misuse: Memory of programs: an error of reading is not looked at
// rust: warning: unused `Result` (must_use)
// expect: error: ignoring return(ed)? value.*

#include <array>
#include <kernel/uaccess.hpp>

[[maybe_unused]] static kernel::Result<u8> example(kernel::UserSliceReader& reader) {
  std::array<u8, 16> bytes = {};
#ifdef FAIL
  reader.read_slice(std::span(bytes));
#else
  TRY(reader.read_slice(std::span(bytes)));
#endif
  return bytes[0];
}
