// SPDX-License-Identifier: GPL-2.0
// Whoever adds a state is told of all places that must know it.
// misuse: Language: a case of an enum is forgotten
// rust: compile error: non-exhaustive patterns (E0004)
// expect: error: enumeration value 'Off' not handled in switch

#include <kernel/str.hpp>

enum class State { On, Off };

[[maybe_unused]] static kernel::CStr name_of(State state) {
#ifdef FAIL
  switch (state) {
    case State::On:
      return "on";
  }
#else
  switch (state) {
    case State::On:
      return "on";
    case State::Off:
      return "off";
  }
#endif
  kernel::bug();
}
