// SPDX-License-Identifier: GPL-2.0
// The kernel sets it to zero, which is rarely what was meant.
// misuse: Language: a variable is read before it has a value
// rust: compile error: possibly uninitialized (E0381)
// by: lint
// expect: variable 'sign' is used uninitialized whenever

#include <kernel/result.hpp>

int sign_of(int number);

#ifdef FAIL
int sign_of(int number) {
  int sign;
  if (number > 0) sign = 1;
  return sign;
}
#else
int sign_of(int number) {
  int sign = 0;
  if (number > 0) sign = 1;
  return sign;
}
#endif
