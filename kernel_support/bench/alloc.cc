// SPDX-License-Identifier: GPL-2.0
// Memory, and arrays that grow.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>

#include "bench.h"

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVec;
using kernel::Result;

namespace {

struct Block {
  unsigned long words[8];
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
