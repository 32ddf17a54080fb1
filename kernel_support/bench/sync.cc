// SPDX-License-Identifier: GPL-2.0
// Locks and waiting, with nobody else about.

#include <kernel/error.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/sync/rwsem.hpp>
#include <kernel/sync/seqlock.hpp>
#include <kernel/sync/spinlock.hpp>

#include "bench.h"

using kernel::Completion;
using kernel::CondVar;
using kernel::Mutex;
using kernel::Result;
using kernel::RwSemaphore;
using kernel::SeqLock;
using kernel::SpinLock;
using kernel::SpinLockIrq;

namespace {

constexpr unsigned long kTimes = 1000;

struct Pair {
  unsigned long x;
  unsigned long y;
};

// An object as a driver has it, somewhere behind a pointer.
template <typename T>
class Hidden {
 public:
  template <typename... Args>
  explicit Hidden(Args... args) : object_(args...) {
    bench_hide(address_);
  }
  T& operator*() { return *address_; }

 private:
  T object_;
  T* address_ = &object_;
};

Result<void> check(bool holds) {
  if (!holds) return kernel::EIO;
  return {};
}

template <typename L>
[[gnu::always_inline]] inline Result<void> add() {
  Hidden<L> hidden(0UL);
  const L& counter = *hidden;
  for (unsigned long i = 0; i < kTimes; ++i) {
    auto guard = counter.lock();
    ++*guard;
  }
  return check(*counter.value_raw() == kTimes);
}

template <typename L>
[[gnu::always_inline]] inline Result<void> try_free() {
  Hidden<L> hidden(0UL);
  const L& counter = *hidden;
  for (unsigned long i = 0; i < kTimes; ++i) {
    if (auto guard = counter.try_lock()) ++*guard;
  }
  return check(*counter.value_raw() == kTimes);
}

}  // namespace

Result<void> mutex_add() { return add<Mutex<unsigned long>>(); }
Result<void> mutex_try_free() { return try_free<Mutex<unsigned long>>(); }

Result<void> mutex_try_held() {
  unsigned long failures = 0;
  Hidden<Mutex<unsigned long>> hidden(0UL);
  const Mutex<unsigned long>& counter = *hidden;
  auto held = counter.lock();
  for (unsigned long i = 0; i < kTimes; ++i) {
    if (auto guard = counter.try_lock()) {
      ++*guard;
    } else {
      ++failures;
    }
  }
  return check(failures == kTimes);
}

Result<void> spinlock_add() { return add<SpinLock<unsigned long>>(); }
Result<void> spinlock_irq_add() { return add<SpinLockIrq<unsigned long>>(); }
Result<void> spinlock_try_free() { return try_free<SpinLock<unsigned long>>(); }
Result<void> spinlock_irq_try_free() { return try_free<SpinLockIrq<unsigned long>>(); }

Result<void> rwsem_read() {
  unsigned long sum = 0;
  Hidden<RwSemaphore<unsigned long>> hidden(1UL);
  const RwSemaphore<unsigned long>& number = *hidden;
  for (unsigned long i = 0; i < kTimes; ++i) {
    auto guard = number.read();
    sum += *guard;
  }
  return check(sum == kTimes);
}

Result<void> rwsem_write() {
  Hidden<RwSemaphore<unsigned long>> hidden(0UL);
  const RwSemaphore<unsigned long>& number = *hidden;
  for (unsigned long i = 0; i < kTimes; ++i) {
    auto guard = number.write();
    ++*guard;
  }
  return check(number.with_read([](unsigned long now) { return now; }) == kTimes);
}

Result<void> seqlock_read() {
  unsigned long sum = 0;
  Hidden<SeqLock<Pair>> hidden(0UL, 1UL);
  const SeqLock<Pair>& pair = *hidden;
  for (unsigned long i = 0; i < kTimes; ++i) {
    const Pair now = pair.read();
    sum += now.x + now.y;
  }
  return check(sum == kTimes);
}

Result<void> seqlock_write() {
  Hidden<SeqLock<Pair>> hidden(0UL, 0UL);
  const SeqLock<Pair>& pair = *hidden;
  for (unsigned long i = 0; i < kTimes; ++i) {
    auto guard = pair.write();
    ++guard->x;
  }
  return check(pair.read().x == kTimes);
}

Result<void> condvar_notify() {
  Hidden<CondVar<Mutex<unsigned long>>> condvar;
  for (unsigned long i = 0; i < kTimes; ++i) (*condvar).notify_one();
  return {};
}

Result<void> condvar_notify_all() {
  Hidden<CondVar<Mutex<unsigned long>>> condvar;
  for (unsigned long i = 0; i < kTimes; ++i) (*condvar).notify_all();
  return {};
}

Result<void> condvar_passes() {
  Hidden<Mutex<unsigned long>> hidden(0UL);
  const Mutex<unsigned long>& counter = *hidden;
  Hidden<CondVar<Mutex<unsigned long>>> condvar;
  for (unsigned long i = 0; i < kTimes; ++i) {
    auto guard = counter.lock();
    ++*guard;
    (*condvar).wait(guard, [](unsigned long now) { return now != 0; });
  }
  return check(*counter.value_raw() == kTimes);
}

Result<void> completion_try() {
  unsigned long passed = 0;
  Hidden<Completion> done;
  for (unsigned long i = 0; i < kTimes; ++i) {
    (*done).complete();
    if ((*done).try_wait()) ++passed;
  }
  return check(passed == kTimes);
}

Result<void> completion_wait() {
  Hidden<Completion> done;
  for (unsigned long i = 0; i < kTimes; ++i) {
    (*done).complete();
    (*done).wait();
  }
  return {};
}
