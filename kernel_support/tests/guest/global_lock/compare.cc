// SPDX-License-Identifier: GPL-2.0
//
// Locks that the compiler initialises, word by word beside what C's macros define.
#include <kernel/ktap.hpp>
#include <kernel/str.hpp>
#include <kernel/sync/global_lock.hpp>

extern "C" {
#include "twin.h"
}

namespace {

// Whether nobody holds the lock.
template <typename L>
bool is_free(const L& lock) {
  auto guard = lock.try_lock();
  return static_cast<bool>(guard);
}

constinit kernel::GlobalMutex<void, "twin_mutex"> mutex;
constinit kernel::GlobalSpinLock<void, "twin_spinlock"> spinlock;
constinit kernel::GlobalSpinLockIrq<void, "twin_spinlock"> spinlock_irq;

// The same number, the same place in the own lock, or the same name for lockdep.
bool is_same_word(unsigned long ours, const void* our_lock, unsigned long twins,
                  const void* twin_lock, size_t size) {
  if (ours == twins) return true;
  const unsigned long our_offset = ours - reinterpret_cast<unsigned long>(our_lock);
  const unsigned long twin_offset = twins - reinterpret_cast<unsigned long>(twin_lock);
  if (our_offset < size) return our_offset == twin_offset;
#ifdef CONFIG_DEBUG_SPINLOCK
  // The owner: see init_raw_spinlock().
  if (ours == 0 && twins == -1UL) return true;
#endif
#ifdef CONFIG_DEBUG_LOCK_ALLOC
  if (ours != 0 && twins != 0) {
    return kernel::CStr::from_raw(reinterpret_cast<const char*>(ours)) ==
           kernel::CStr::from_raw(reinterpret_cast<const char*>(twins));
  }
#endif
  return false;
}

template <typename State>
void compare(kernel::ktap::Test& test, const State* lock, const State* twin) {
  constexpr size_t word = sizeof(unsigned long);
  size_t at = 0;
  for (; at + word <= sizeof(State); at += word) {
    unsigned long ours = 0;
    unsigned long twins = 0;
    __builtin_memcpy(&ours, reinterpret_cast<const char*>(lock) + at, word);
    __builtin_memcpy(&twins, reinterpret_cast<const char*>(twin) + at, word);
    EXPECT(is_same_word(ours, lock, twins, twin, sizeof(State)));
  }
  for (; at < sizeof(State); ++at) {
    EXPECT_EQ(reinterpret_cast<const unsigned char*>(lock)[at],
              reinterpret_cast<const unsigned char*>(twin)[at]);
  }
}

TEST(mutexes) {
  compare(test, mutex.as_raw(), &twin_mutex);
  EXPECT(is_free(mutex));
}
TEST(spinlocks) {
  compare(test, spinlock.as_raw(), &twin_spinlock);
  compare(test, spinlock_irq.as_raw(), &twin_spinlock);
  EXPECT(is_free(spinlock));
  EXPECT(is_free(spinlock_irq));
}

}  // namespace

KTAP_MODULE(global_lock_test, mutexes, spinlocks);
