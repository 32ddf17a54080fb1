// SPDX-License-Identifier: GPL-2.0
// `*one = *other` would mix the base of one object with the rest of another.
// misuse: Boxes: the base of one object assigned over that of another
// rust: the language has no such thing: a trait object has no size
// expect: error: static assertion failed: copying through a box of a base cuts off what is derived

#include <kernel/alloc/kbox.hpp>

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
#ifdef FAIL
  int name = 1;
#endif
};
struct Square : Shape {
  explicit Square(int side) : side(side) {}
  int area() const override { return side * side; }
  int side;
};

#ifdef FAIL
[[maybe_unused]] static kernel::KBox<Shape> example(kernel::KBox<Square> box) { return box; }
#else
[[maybe_unused]] static kernel::KBox<Shape> example(kernel::KBox<Square> box) { return box; }
#endif
