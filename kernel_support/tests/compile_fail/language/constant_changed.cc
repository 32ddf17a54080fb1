// SPDX-License-Identifier: GPL-2.0
// What is lent to be read is not to be written.
// misuse: Language: an object is changed through a constant reference
// rust: compile error: behind a `&` reference (E0594)
// expect: error: assignment of member 'Settings::level' in read-only object

#include <kernel/result.hpp>

struct Settings {
  int level = 0;
};

[[maybe_unused]] static int next(const Settings& settings) {
#ifdef FAIL
  settings.level += 1;
  return settings.level;
#else
  return settings.level + 1;
#endif
}
