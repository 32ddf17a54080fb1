// SPDX-License-Identifier: GPL-2.0
// When the second TRY returns, what the first has built is not destroyed.
// misuse: Values and errors: TRY inside of braces
// rust: same as here, and nothing is lost there
// by: lint
// expect: TRY in the middle of an expression leaves what was built before it undestroyed

#include <kernel/alloc/kbox.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;

struct Pair {
  KBox<int> left;
  KBox<int> right;
};

[[maybe_unused]] static kernel::Result<Pair> example() {
#ifdef FAIL
  return Pair{TRY(KBox<int>::make(GFP_KERNEL, 1)), TRY(KBox<int>::make(GFP_KERNEL, 2))};
#else
  auto left = TRY(KBox<int>::make(GFP_KERNEL, 1));
  auto right = TRY(KBox<int>::make(GFP_KERNEL, 2));
  return Pair{std::move(left), std::move(right)};
#endif
}
