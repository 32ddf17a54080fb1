// SPDX-License-Identifier: GPL-2.0
// `*one = *other` would mix the base of one object with the rest of another.
// misuse: Shared objects: through the base of a shared object a part of it copied
// rust: the language has no such thing: a trait object has no size
// expect: error: static assertion failed: copying through an owner of a base cuts off what is derived

#include <kernel/sync/arc.hpp>

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
[[maybe_unused]] static kernel::UniqueArc<Shape> example(kernel::UniqueArc<Square> arc) {
  return arc;
}
#else
[[maybe_unused]] static kernel::UniqueArc<Shape> example(kernel::UniqueArc<Square> arc) {
  return arc;
}
#endif
