// SPDX-License-Identifier: GPL-2.0
// Not each number is one of the states.
// misuse: Language: a number is taken for a value of an enum
// rust: compile error: mismatched types (E0308)
// expect: error: cannot convert 'int' to 'State'

#include <kernel/result.hpp>

enum class State { On, Off };

[[maybe_unused]] static State state_of(int number) {
#ifdef FAIL
  return number;
#else
  return number ? State::On : State::Off;
#endif
}
