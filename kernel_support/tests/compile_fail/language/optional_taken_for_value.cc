// SPDX-License-Identifier: GPL-2.0
// There may be none.
// misuse: Values and errors: an optional is taken for the value in it
// rust: compile error: mismatched types (E0308)
// expect: error: cannot convert 'std::optional<int>' to 'int'

#include <kernel/result.hpp>
#include <optional>

[[maybe_unused]] static int or_zero(std::optional<int> number) {
#ifdef FAIL
  return number;
#else
  return number.value_or(0);
#endif
}
