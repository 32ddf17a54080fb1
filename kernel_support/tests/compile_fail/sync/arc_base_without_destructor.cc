// SPDX-License-Identifier: GPL-2.0
// The last owner would destroy only the base.
// misuse: Shared objects: an Arc of a base that cannot destroy what is derived
// rust: the language has no such destructor: a trait object knows its own
// expect: error: static assertion failed: the last owner of a base destroys what is derived from it

#include <kernel/sync/arc.hpp>

struct Plain {
  int sides = 4;
  Plain() = default;
  Plain(const Plain&) = delete;
  Plain& operator=(const Plain&) = delete;
};
struct Shape : Plain {
  virtual ~Shape() = default;
};
struct Square : Shape {};
struct PlainSquare : Plain {};

[[maybe_unused]] static int example([[maybe_unused]] const kernel::Arc<PlainSquare>& plain,
                                    [[maybe_unused]] const kernel::Arc<Square>& square) {
#ifdef FAIL
  kernel::Arc<Plain> shape = plain;
#else
  kernel::Arc<Shape> shape = square;
#endif
  return shape->sides;
}
