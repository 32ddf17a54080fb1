// SPDX-License-Identifier: GPL-2.0
// The access ends at the end of the line, and the object may go.
// misuse: Drivers: what belongs to a device is used after the access to it
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function .*RevocableGuard

#include <kernel/devres.hpp>

[[maybe_unused]] static int example(const kernel::Devres<int>& number) {
#ifdef FAIL
  const int& kept = *number.try_access();
  return kept;
#else
  auto access = number.try_access();
  return access ? *access : 0;
#endif
}
