// SPDX-License-Identifier: GPL-2.0
// The count is looked for at the distance that the base has.
// misuse: Shared objects: an Arc of a base that is less aligned than its object
// rust: works: a trait object knows the alignment
// expect: error: static assertion failed: a shared object is aligned as its base is

#include <kernel/sync/arc.hpp>

struct Narrow {
  virtual ~Narrow() = default;
  virtual int area() const { return 9; }
  Narrow() = default;
  Narrow(const Narrow&) = delete;
  Narrow& operator=(const Narrow&) = delete;
};
struct alignas(64) Wide : Narrow {};
struct Wider : Wide {};

[[maybe_unused]] static int example(const kernel::Arc<Wider>& square) {
#ifdef FAIL
  kernel::Arc<Narrow> shape = square;
#else
  kernel::Arc<Wide> shape = square;
#endif
  return shape->area();
}
