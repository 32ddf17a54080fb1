// SPDX-License-Identifier: GPL-2.0
// The characters go with their string, at the end of the statement.
// misuse: Strings: a span of a string without a name
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*span\(\) const &&
// expect: the string goes at once: give it a name first

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  std::span<char> letters = TRY(kernel::CString::make("queue", kernel::GFP_KERNEL)).span();
  letters[0] = 'Q';
#else
  auto name = TRY(kernel::CString::make("queue", kernel::GFP_KERNEL));
  std::span<char> letters = name.span();
  letters[0] = 'Q';
#endif
  return {};
}
