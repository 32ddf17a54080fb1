// SPDX-License-Identifier: GPL-2.0
// Through a base without a virtual destructor only the base would be destroyed.
// misuse: Boxes: destroyed through a base whose destructor is not virtual
// rust: no inheritance
// expect: error: static assertion failed: a box of a base destroys what is derived from it: give the base a virtual destructor, or keep the box of the derived class

#include <kernel/alloc/kbox.hpp>

struct Base {
  int number;
};
struct VirtualBase {
  virtual int area() const = 0;
  virtual ~VirtualBase() = default;
};
struct Derived : VirtualBase, Base {
  int area() const override { return number; }
  kernel::KBox<int> more;
};

#ifdef FAIL
using Wanted = kernel::KBox<Base>;
#else
using Wanted = kernel::KBox<VirtualBase>;
#endif

[[maybe_unused]] static Wanted example(kernel::KBox<Derived> box) {
#ifdef FAIL
  return box;
#else
  return box;
#endif
}
