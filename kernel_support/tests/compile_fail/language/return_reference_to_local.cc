// SPDX-License-Identifier: GPL-2.0
// The variable goes with its function.
// misuse: Language: a reference to a local variable is returned
// rust: compile error: missing lifetime (E0106), or E0515
// expect: error: reference to local variable 'largest' returned

#include <kernel/print.hpp>

int& largest_of(int first, int second);

#ifdef FAIL
int& largest_of(int first, int second) {
  int largest = first > second ? first : second;
  return largest;
}
#else
int& largest_of(int first, int second) {
  static constinit int largest = 0;
  largest = first > second ? first : second;
  return largest;
}
#endif
