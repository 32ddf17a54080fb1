// SPDX-License-Identifier: GPL-2.0
// The bytes go back when the function returns.
// misuse: Tasks: the bytes of a local security module's text are returned
// rust: compile error: returns a value referencing data owned by the function (E0515)
// by: lint
// expect: address of stack memory associated with .*'context' returned

#include <kernel/security.hpp>

#ifdef FAIL
[[maybe_unused]] static std::span<const char> example(kernel::SecurityCtx context) {
  return context.span();
}
#else
[[maybe_unused]] static std::span<const char> example(const kernel::SecurityCtx& context) {
  return context.span();
}
#endif
