// SPDX-License-Identifier: GPL-2.0
// What stays with its thread does so behind a base, too.
// misuse: Boxes: a base hides that the object must stay with its thread
// rust: compile error, where it is sent: `dyn Trait` is not Send
// expect: error: static assertion failed: an object that stays with its thread cannot hide behind a base that need not

#include <kernel/alloc/kbox.hpp>

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
#ifdef FAIL
struct Circle : Shape, kernel::NotThreadSafe {
#else
struct Circle : Shape {
#endif
  int area() const override { return 3; }
};

[[maybe_unused]] static kernel::KBox<Shape> example(kernel::KBox<Circle> box) {
#ifdef FAIL
  return box;
#else
  return box;
#endif
}
