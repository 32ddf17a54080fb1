// SPDX-License-Identifier: GPL-2.0
// The copy is a Shape with the functions of a Shape, whatever the box holds.
// misuse: Boxes: a derived object copied out of a box of its base
// rust: the language has no inheritance
// by: lint
// expect: only the Shape in the object is copied or moved

#include <kernel/alloc/kbox.hpp>

struct Shape {
  virtual ~Shape() = default;
  virtual int corners() const { return 0; }
};

int example(const kernel::KBox<Shape>& shape);

int example(const kernel::KBox<Shape>& shape) {
#ifdef FAIL
  auto copy = *shape;
#else
  const auto& copy = *shape;
#endif
  return copy.corners();
}
