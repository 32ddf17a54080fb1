// SPDX-License-Identifier: GPL-2.0
// Objects with several owners.

#include <kernel/sync/arc.hpp>

#include "bench.h"

using kernel::Arc;
using kernel::GFP_KERNEL;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;
using kernel::UniqueArc;

namespace {

// Knows its own address, and its last step may fail.
struct Fixed {
  explicit Fixed(unsigned long value) : self(this), value(value) {}
  Fixed(const Fixed&) = delete;
  // SAFETY: it is only compared.
  Fixed* self;
  unsigned long value;
};

struct Shape {
  virtual unsigned long area() const = 0;
  virtual ~Shape() = default;
};
struct Square : Shape {
  explicit Square(unsigned long side) : side(side) {}
  ~Square() override { bench_use(side); }
  unsigned long area() const override { return side * side; }
  unsigned long side;
};

}  // namespace

Result<void> arc_clone() {
  auto shared = TRY(Arc<unsigned long>::make(GFP_KERNEL, 7UL));
  for (int i = 0; i < 1000; ++i) {
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): what is measured
    Arc<unsigned long> another = shared;
    bench_use(&*another);
  }
  return {};
}

Result<void> arc_make() {
  auto shared = TRY(Arc<unsigned long>::make(GFP_KERNEL, 7UL));
  bench_use(&*shared);
  bench_work();
  return {};
}

BENCH_OPAQUE static Result<void> start(const Fixed& fixed) {
  bench_work();
  if (fixed.value == 0) return kernel::EINVAL;
  return {};
}

Result<void> arc_init() {
  auto shared = TRY(Arc<Fixed>::init(GFP_KERNEL, [](Slot<Fixed> slot) -> Result<Placed<Fixed>> {
    auto fixed = std::move(slot).emplace(7UL);
    TRY(start(*fixed));
    return fixed;
  }));
  bench_use(&shared->value);
  bench_work();
  return {};
}

Result<void> arc_unique() {
  auto unique = TRY(UniqueArc<unsigned long>::make(GFP_KERNEL, 7UL));
  bench_work();
  ++*unique;
  Arc<unsigned long> shared = std::move(unique).share();
  bench_use(&*shared);
  bench_work();
  return {};
}

Result<void> arc_base() {
  auto square = TRY(Arc<Square>::make(GFP_KERNEL, 3UL));
  const Shape* raw = Arc<Shape>(std::move(square)).into_raw();
  bench_hide(raw);
  // SAFETY: the address comes from into_raw().
  auto shape = Arc<Shape>::from_raw(raw);
  unsigned long area = shape->area();
  bench_hide(area);
  return {};
}
