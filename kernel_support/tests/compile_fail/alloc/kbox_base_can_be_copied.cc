// SPDX-License-Identifier: GPL-2.0
// `Base copy = *box` would cut off what is derived.
// misuse: Boxes: a derived object cut down to its base
// rust: the language has no such thing: a trait object has no size
// expect: error: static assertion failed: copying through a box of a base cuts off what is derived: make the base an interface, or delete its copy constructor and assignment

#include <kernel/alloc/kbox.hpp>

struct Copied {
  virtual ~Copied() = default;
  int number = 1;
};
struct NotCopied {
  NotCopied() = default;
  NotCopied(const NotCopied&) = delete;
  NotCopied& operator=(const NotCopied&) = delete;
  virtual ~NotCopied() = default;
  int number = 1;
};
struct Derived : Copied {};
struct OtherDerived : NotCopied {};

#ifdef FAIL
[[maybe_unused]] static kernel::KBox<Copied> example(kernel::KBox<Derived> box) { return box; }
#else
[[maybe_unused]] static kernel::KBox<NotCopied> example(kernel::KBox<OtherDerived> box) {
  return box;
}
#endif
