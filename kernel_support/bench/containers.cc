// SPDX-License-Identifier: GPL-2.0
// Lists, trees, arrays with holes, numbers that are handed out, bits.

#include <kernel/bitmap.hpp>
#include <kernel/ida.hpp>
#include <kernel/list.hpp>
#include <kernel/rbtree.hpp>
#include <kernel/xarray.hpp>

#include "bench.h"

using kernel::GFP_KERNEL;
using kernel::GFP_NOWAIT;
using kernel::KBox;
using kernel::RBTree;
using kernel::Result;
using kernel::XArray;

namespace {

struct Job : kernel::ListLinks<> {
  explicit Job(unsigned long number) : number(number) {}
  unsigned long number;
};

// Visits the keys in an order that is none.
constexpr unsigned long kKeys = 1000;
unsigned long key_of(unsigned long i) { return i * 7919 % kKeys; }

// How often the tree is searched, so that its making hardly counts.
constexpr int kRounds = 10;

using Tree = RBTree<unsigned long, unsigned long>;

Result<void> fill(Tree& tree) {
  for (unsigned long i = 0; i < kKeys; ++i)
    TRY(tree.try_create_and_insert(key_of(i), i, GFP_KERNEL));
  return {};
}

}  // namespace

Result<void> list_push_pop() {
  kernel::List<KBox<Job>> jobs;
  auto job = TRY(KBox<Job>::make(GFP_KERNEL, 7UL));
  for (int i = 0; i < 1000; ++i) {
    jobs.push_back(std::move(job));
    bench_work();
    auto first = jobs.pop_front();
    if (!first) return kernel::ENOENT;
    job = std::move(*first);
  }
  bench_use(job->number);
  return {};
}

Result<void> rbtree_insert() {
  Tree tree;
  TRY(fill(tree));
  for (unsigned long i = 0; i < kKeys; ++i) {
    auto value = tree.remove(key_of(i));
    if (!value) return kernel::ENOENT;
    bench_use(*value);
  }
  return {};
}

Result<void> rbtree_find() {
  Tree tree;
  TRY(fill(tree));
  for (int round = 0; round < kRounds; ++round) {
    for (unsigned long i = 0; i < kKeys; ++i) {
      auto found = tree.find(key_of(i));
      if (!found) return kernel::ENOENT;
      bench_use(found->value);
    }
  }
  return {};
}

Result<void> xarray_store() {
  XArray<KBox<unsigned long>> array{kernel::xarray::AllocKind::kAlloc};
  for (unsigned long i = 0; i < 1000; ++i) {
    auto box = TRY(KBox<unsigned long>::make(GFP_KERNEL, i));
    TRY(array.lock().store(i, std::move(box), GFP_KERNEL));
  }
  for (unsigned long i = 0; i < 1000; ++i) {
    auto guard = array.lock();
    auto found = guard.get(i);
    if (!found) return kernel::ENOENT;
    bench_use(*found);
  }
  return {};
}

Result<void> xarray_handle() {
  XArray<KBox<unsigned long>> array{kernel::xarray::AllocKind::kAlloc};
  auto box = TRY(KBox<unsigned long>::make(GFP_KERNEL, 7UL));
  std::optional<KBox<unsigned long>> removed;  // destroyed when the lock is free again
  auto guard = array.lock();
  u32 handle = TRY(guard.alloc(std::move(box), GFP_NOWAIT));
  if (auto found = guard.get(handle)) bench_use(*found);
  removed = guard.remove(handle);
  return {};
}

Result<void> id_alloc() {
  kernel::IdAllocator ids;
  auto id = TRY(ids.alloc_max(255, GFP_KERNEL));
  bench_use(id.number());
  return {};
}

Result<void> bitmap_find() {
  static constinit kernel::Bitmap<100> used;
  bench_work();
  auto bit = used.next_zero_bit(0);
  if (!bit) return kernel::ENOSPC;
  used.set(*bit);
  bench_work();
  used.clear(*bit);
  return {};
}
