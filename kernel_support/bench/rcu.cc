// SPDX-License-Identifier: GPL-2.0
// Data that is read without waiting.

#include <kernel/alloc/kbox.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/sync/srcu.hpp>

#include "bench.h"

using kernel::EIO;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Result;
namespace rcu = kernel::rcu;

namespace {

constexpr int kTimes = 1000;

struct Limits {
  unsigned long low, high;
};

using Users = kernel::Srcu<"Bench::users">;

}  // namespace

Result<void> rcu_read() {
  rcu::Pointer<Limits> on_stack(TRY(rcu::Box<Limits>::make(GFP_KERNEL, 1UL, 1UL)));
  auto* limits = &on_stack;
  unsigned long sum = 0;
  bench_hide(limits);
  for (int i = 0; i < kTimes; ++i) {
    rcu::ReadGuard guard;
    if (auto now = limits->read(guard)) sum += now->high;
  }
  if (sum != kTimes) return EIO;
  return {};
}

Result<void> rcu_srcu() {
  auto box = TRY(KBox<Users>::init(GFP_KERNEL, Users::init));
  Users* users = &*box;
  bench_hide(users);
  for (int i = 0; i < kTimes; ++i) {
    auto guard = users->read_lock();
    bench_work();
  }
  return {};
}
