// SPDX-License-Identifier: GPL-2.0
// In which order?
// misuse: Language: a variable is changed twice in one expression
// rust: no `++`; the order of evaluation is defined
// expect: error: operation on 'index' may be undefined

#include <kernel/result.hpp>

[[maybe_unused]] static int sum(int index) {
#ifdef FAIL
  int both = index++ + index++;
#else
  int both = index + (index + 1);
#endif
  return both;
}
