// SPDX-License-Identifier: GPL-2.0
// The characters are in the TaskComm, which is gone at the end of the line.
// misuse: Tasks: the text of a name that goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*text\(\) const &&

#include <kernel/task.hpp>

[[maybe_unused]] static bool example() {
#ifdef FAIL
  kernel::CStr text = kernel::current()->comm().text();
#else
  kernel::TaskComm name = kernel::current()->comm();
  kernel::CStr text = name.text();
#endif
  return text.empty();
}
