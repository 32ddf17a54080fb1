// SPDX-License-Identifier: GPL-2.0
// When the second TRY returns, what the first has built is not destroyed.
// misuse: Values and errors: TRY in the arguments of a call
// rust: same as here, and nothing is lost there
// by: lint
// expect: TRY in the middle of an expression leaves what was built before it undestroyed

#include <kernel/alloc/kbox.hpp>

using kernel::GFP_KERNEL;
using kernel::KBox;

void take(KBox<int> left, KBox<int> right);

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  take(TRY(KBox<int>::make(GFP_KERNEL, 1)), TRY(KBox<int>::make(GFP_KERNEL, 2)));
#else
  auto left = TRY(KBox<int>::make(GFP_KERNEL, 1));
  auto right = TRY(KBox<int>::make(GFP_KERNEL, 2));
  take(std::move(left), std::move(right));
#endif
  return {};
}
