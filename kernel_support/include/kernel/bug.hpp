// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What to do when the impossible happens.

#include <helpers/bug.h>

namespace kernel {

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

}  // namespace kernel
