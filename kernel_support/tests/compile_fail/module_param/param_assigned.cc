// SPDX-License-Identifier: GPL-2.0
// A parameter is set from outside.
// misuse: Modules and parameters: a parameter is assigned by the module itself
// rust: compile error: no `DerefMut`
// expect: error: no match for .*operator=.*ModuleParam<unsigned int

#include <kernel/module_param.hpp>

MODULE_PARAM(times, unsigned int, 1, 0444, "how often");

[[maybe_unused]] static unsigned int example() {
#ifdef FAIL
  times = 3;
  return times.get();
#else
  return times.get();
#endif
}
