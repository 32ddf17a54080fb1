// SPDX-License-Identifier: GPL-2.0
// The bytes go back at the end of the line.
// misuse: Tasks: the bytes of a security module's text that goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*span\(\) const &&

#include <kernel/security.hpp>

[[maybe_unused]] static kernel::Result<bool> example(u32 secid) {
#ifdef FAIL
  std::span<const char> bytes = TRY(kernel::SecurityCtx::from_secid(secid)).span();
#else
  auto context = TRY(kernel::SecurityCtx::from_secid(secid));
  std::span<const char> bytes = context.span();
#endif
  return bytes.empty();
}
