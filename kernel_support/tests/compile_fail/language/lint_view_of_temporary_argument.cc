// SPDX-License-Identifier: GPL-2.0
// The argument goes at the end of the statement, and the result leads into it.
// misuse: Values and errors: a view of an argument that goes at once is kept
// rust: compile error: temporary dropped while borrowed (E0716)
// expect: temporary .*whose address is used as value of local variable 'view' will be destroyed at the end of the full-expression
// by: lint

#include <kernel/str/cstring.hpp>

struct Pair {
  int first;
};
static std::span<const int> view_of(const Pair& pair KERNEL_LIFETIME_BOUND) {
  return {&pair.first, 1};
}

[[maybe_unused]] static size_t example(int number) {
#ifdef FAIL
  std::span<const int> view = view_of({number});
  return view.size();
#else
  const Pair pair{number};
  std::span<const int> view = view_of(pair);
  return view.size();
#endif
}
