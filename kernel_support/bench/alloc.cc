// SPDX-License-Identifier: GPL-2.0
// Memory, and arrays that grow.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>

#include "bench.h"

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVec;
using kernel::Member;
using kernel::Placed;
using kernel::Result;
using kernel::Slot;

namespace {

struct Block {
  unsigned long words[8];
};

// Two, so that the compiler cannot know which one is behind a Shape.
struct Shape {
  virtual unsigned long area() const = 0;
  virtual ~Shape() = default;
};
struct Rectangle : Shape {
  Rectangle(unsigned long width, unsigned long height) : width(width), height(height) {}
  unsigned long area() const override { return width * height; }
  ~Rectangle() override { bench_use(width); }
  unsigned long width;
  unsigned long height;
};
struct Square : Shape {
  explicit Square(unsigned long side) : side(side) {}
  unsigned long area() const override { return side * side; }
  ~Square() override { bench_use(side); }
  unsigned long side;
};

}  // namespace

Result<void> box_uninit() {
  auto block = TRY(KBox<Block>::make_uninit(GFP_KERNEL));
  bench_use(block.as_raw());
  return {};
}

Result<void> box_filled() {
  unsigned long first = 1;
  bench_hide(first);
  auto block = TRY(KBox<Block>::make(GFP_KERNEL, first, 2UL, 3UL, 4UL, 5UL, 6UL, 7UL, 8UL));
  bench_use(block.as_raw());
  bench_work();
  return {};
}

Result<void> box_zeroed() {
  auto block = TRY(KBox<Block>::make_zeroed(GFP_KERNEL));
  bench_use(block.as_raw());
  return {};
}

Result<void> box_base() {
  unsigned long width = 3;
  bench_hide(width);
  auto rectangle = TRY(KBox<Rectangle>::make(GFP_KERNEL, width, 4UL));
  KBox<Shape> shape = std::move(rectangle);
  if (width == 4) {
    auto square = TRY(KBox<Square>::make(GFP_KERNEL, width));
    shape = std::move(square);
  }
  Shape* hidden = std::move(shape).into_raw();
  bench_hide(hidden);
  if (!hidden) __builtin_unreachable();  // that much may be known
  // SAFETY: it comes from into_raw() just before.
  shape = KBox<Shape>::from_raw(hidden);
  unsigned long area = shape->area();
  bench_hide(area);
  return {};
}

namespace {

class Part {
 public:
  static Result<Placed<Part>> init(Slot<Part> slot, unsigned long value) {
    auto part = std::move(slot).emplace(value);
    TRY(part->start());
    return part;
  }

  explicit Part(unsigned long value) : self_(this), value_(value) {}
  Part(const Part&) = delete;
  ~Part() {
    bench_use(self_);
    bench_work();
  }

 private:
  BENCH_OPAQUE Result<void> start() const {
    bench_work();
    if (value_ == 0) return kernel::EINVAL;
    return {};
  }

  Part* self_;
  unsigned long value_;
};

class Pair {
 public:
  static Result<Placed<Pair>> init(Slot<Pair> slot, unsigned long second) {
    auto [one_slot, two_slot, rest] = std::move(slot).split<&Pair::first_, &Pair::second_>();
    auto one = TRY(Part::init(std::move(one_slot), 7));
    auto two = TRY(Part::init(std::move(two_slot), second));
    return std::move(rest).emplace(std::move(one), std::move(two));
  }

  explicit Pair(Placed<Part> first, Placed<Part> second)
      : first_(std::move(first)), second_(std::move(second)) {}

 private:
  Member<Part> first_;
  [[maybe_unused]] unsigned long number_ = 3;
  Member<Part> second_;
};

}  // namespace

template <unsigned long kValue>
[[gnu::always_inline]] static inline Result<void> use_part() {
  auto part = TRY(KBox<Part>::init(
      GFP_KERNEL, [](Slot<Part> slot) { return Part::init(std::move(slot), kValue); }));
  bench_use(part.as_raw());
  bench_work();
  return {};
}

Result<void> box_init() { return use_part<7>(); }

Result<void> box_init_err() { return use_part<0>(); }

template <unsigned long kSecond>
[[gnu::always_inline]] static inline Result<void> use_pair() {
  auto pair = TRY(KBox<Pair>::init(
      GFP_KERNEL, [](Slot<Pair> slot) { return Pair::init(std::move(slot), kSecond); }));
  bench_use(pair.as_raw());
  bench_work();
  return {};
}

Result<void> box_members() { return use_pair<8>(); }

Result<void> box_members_err() { return use_pair<0>(); }

Result<void> box_node() {
  auto block = TRY(KBox<Block>::make_uninit(GFP_KERNEL, kernel::alloc::NumaNode::NO_NODE));
  bench_use(block.as_raw());
  return {};
}

Result<void> vector_grow() {
  KVec<unsigned long> vector;
  for (unsigned long i = 0; i < 1000; ++i) TRY(vector.push(i, GFP_KERNEL));
  bench_use(vector.as_raw());
  return {};
}

Result<void> vector_reserved() {
  auto vector = TRY(KVec<unsigned long>::with_capacity(1000, GFP_KERNEL));
  for (unsigned long i = 0; i < 1000; ++i) TRY(vector.push(i, GFP_KERNEL));
  bench_use(vector.as_raw());
  return {};
}

Result<void> vector_boxes() {
  KVec<KBox<unsigned long>> boxes;
  for (unsigned long i = 0; i < 1000; ++i) {
    auto box = TRY(KBox<unsigned long>::make(GFP_KERNEL, i));
    TRY(boxes.push(std::move(box), GFP_KERNEL));
  }
  return {};
}
