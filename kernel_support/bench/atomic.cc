// SPDX-License-Identifier: GPL-2.0
// Variables that are changed without a lock.

#include <kernel/error.hpp>
#include <kernel/result.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/refcount.hpp>

#include "bench.h"

using kernel::Acquire;
using kernel::Atomic;
using kernel::EIO;
using kernel::Full;
using kernel::Refcount;
using kernel::Relaxed;
using kernel::Release;
using kernel::Result;

namespace {

constexpr int kTimes = 1000;

// A variable as a driver has it, somewhere behind a pointer.
template <typename T>
class Hidden {
 public:
  template <typename... Args>
  explicit Hidden(Args... args) : object_(args...) {
    bench_hide(address_);
  }
  const T& operator*() { return *address_; }

 private:
  T object_;
  T* address_ = &object_;
};

Result<void> check(bool holds) {
  if (!holds) return EIO;
  return {};
}

}  // namespace

Result<void> atomic_int_add() {
  Hidden<Atomic<int>> hidden;
  const Atomic<int>& number = *hidden;
  for (int i = 0; i < kTimes; ++i) number.add(1, Relaxed);
  return check(number.load(Relaxed) == kTimes);
}

Result<void> atomic_int_fetch_add() {
  Hidden<Atomic<int>> hidden;
  const Atomic<int>& number = *hidden;
  for (int i = 0; i < kTimes; ++i) bench_use(number.fetch_add(1, Full));
  return check(number.load(Relaxed) == kTimes);
}

Result<void> atomic_s64_fetch_add() {
  Hidden<Atomic<s64>> hidden;
  const Atomic<s64>& number = *hidden;
  for (int i = 0; i < kTimes; ++i) bench_use(number.fetch_add(1, Full));
  return check(number.load(Relaxed) == kTimes);
}

Result<void> atomic_int_cmpxchg() {
  Hidden<Atomic<int>> hidden;
  const Atomic<int>& number = *hidden;
  for (int i = 0; i < kTimes; ++i)
    if (number.cmpxchg(i, i + 1, Full) != i) return EIO;
  return {};
}

Result<void> atomic_int_try_cmpxchg() {
  Hidden<Atomic<int>> hidden;
  const Atomic<int>& number = *hidden;
  for (int i = 0; i < kTimes; ++i) {
    int now = number.load(Relaxed);
    while (!number.try_cmpxchg(now, now + 1, Full)) continue;
  }
  return check(number.load(Relaxed) == kTimes);
}

Result<void> atomic_int_load() {
  Hidden<Atomic<int>> hidden;
  const Atomic<int>& number = *hidden;
  for (int i = 0; i < kTimes; ++i) bench_use(number.load(Acquire));
  return {};
}

Result<void> atomic_int_store() {
  Hidden<Atomic<int>> hidden;
  const Atomic<int>& number = *hidden;
  for (int i = 0; i < kTimes; ++i) number.store(i, Release);
  return {};
}

Result<void> atomic_bool_xchg() {
  Hidden<Atomic<bool>> hidden;
  const Atomic<bool>& flag = *hidden;
  for (int i = 0; i < kTimes; ++i) bench_use(flag.xchg(true, Full));
  return {};
}

Result<void> refcount_inc_dec() {
  Hidden<Refcount> hidden;
  const Refcount& owners = *hidden;
  for (int i = 0; i < kTimes; ++i) {
    owners.inc();
    if (owners.dec_and_test()) return EIO;
  }
  return {};
}

Result<void> refcount_find() {
  Hidden<Refcount> hidden;
  const Refcount& owners = *hidden;
  for (int i = 0; i < kTimes; ++i) {
    if (!owners.inc_not_zero()) return EIO;
    owners.dec();
  }
  return {};
}
