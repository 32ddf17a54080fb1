// SPDX-License-Identifier: GPL-2.0
// A box destroys a T of its own size: it is not a box of T's base.
// expect: error: could not convert .*Box<Derived.*Box<Base

#include <kernel/alloc/kbox.hpp>

struct Base {
  int number;
};
struct Derived : Base {
  kernel::KBox<int> more;
};

#ifdef FAIL
using Wanted = kernel::KBox<Base>;
#else
using Wanted = kernel::KBox<Derived>;
#endif

[[maybe_unused]] static Wanted example(kernel::KBox<Derived> box) {
#ifdef FAIL
  return box;
#else
  return box;
#endif
}
