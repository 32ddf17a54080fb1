// SPDX-License-Identifier: GPL-2.0
// What it captured by reference goes with the function.
// misuse: Language: a lambda that refers to a local variable is returned
// rust: compile error: may outlive the function (E0373)
// by: lint
// expect: address of stack memory associated with (parameter|local variable) 'step'

#include <kernel/result.hpp>

auto counter(int step);

#ifdef FAIL
auto counter(int step) {
  return [&step](int number) { return number + step; };
}
#else
auto counter(int step) {
  return [step](int number) { return number + step; };
}
#endif
