// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What to do when the impossible happens.

#include <bindings.hpp>
#include <helpers/bug.h>

namespace kernel {

namespace detail {

/// Writes the reason of a bug into the log; far away from the code that has it.
[[gnu::cold, gnu::noinline]] inline void print_bug(const char* reason) {
  bindings::_printk("\0010%s\n", reason);
}

}  // namespace detail

/// Stops the current thread with an oops: the program is in a state that its author ruled out.
///
///     kernel::CStr name_of(int state) {
///       switch (state) {
///         case 0: return "idle";
///         case 1: return "busy";
///       }
///       kernel::bug();   // nobody sets another one
///     }
///     # ---
///     # EXPECT(name_of(1) == "busy");
///
/// \context Any. With `panic_on_oops`, or in interrupt context, the whole machine stops.
/// \wraps{linux/bug.h,process/deprecated.html}
[[noreturn]] inline void bug() {
  cpp_helper_BUG();
  __builtin_unreachable();
}

/// The same, with the \p reason in the log before: what is wrong, and what to do. A string literal.
///
///     int share(int bytes, int users) {
///       if (users == 0) kernel::bug("nobody to share with: count the users first");
///       return bytes / users;
///     }
///     # ---
///     # EXPECT_EQ(share(6, 2), 3);
template <decltype(sizeof(0)) N>
[[noreturn]] inline void bug(const char (&reason)[N]) {
  detail::print_bug(reason);
  bug();
}

}  // namespace kernel
