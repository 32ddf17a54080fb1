// SPDX-License-Identifier: GPL-2.0
// The object would be gone when the statement ends.
// misuse: Values and errors: an optional reference to what goes at once
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: error: use of deleted function .*OptionalRef\(const T&&\)

#include <kernel/types/optional_ref.hpp>

[[maybe_unused]] static int example(int number) {
#ifdef FAIL
  kernel::OptionalRef<const int> found(number + 1);
#else
  int next = number + 1;
  kernel::OptionalRef<const int> found(next);
#endif
  return *found;
}
