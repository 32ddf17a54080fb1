// SPDX-License-Identifier: GPL-2.0
// Memory goes back where it came from.
// misuse: Boxes: memory goes back to an allocator that it does not come from
// rust: compile error: mismatched types (E0308)
// expect: error: could not convert .*Box<Circle, *kernel::Vmalloc>.* to .*Box<Shape, *kernel::Kmalloc>

#include <kernel/alloc/kbox.hpp>

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
struct Circle : Shape {
  int area() const override { return 3; }
};

#ifdef FAIL
using Wanted = kernel::KBox<Shape>;
#else
using Wanted = kernel::VBox<Shape>;
#endif

[[maybe_unused]] static Wanted example(kernel::VBox<Circle> box) {
#ifdef FAIL
  return box;
#else
  return box;
#endif
}
