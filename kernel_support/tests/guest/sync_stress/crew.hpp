// SPDX-License-Identifier: GPL-2.0
#pragma once
// Threads that do the same thing at the same time.
//
// What is checked is never how long something took, nor in which order threads ran: only what must
// hold however they ran.

#include <kernel/alloc/kvec.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/sync/barrier.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>

// More than there are processors, so that threads are interrupted in the middle.
inline constexpr int kThreads = 6;

// A moment in which others may come in between.
inline void linger() {
  for (int i = 0; i < 40; ++i) kernel::barrier();
}

// Where threads go in one at a time, if what is tested works. On an emulated machine they would
// hardly ever meet there by chance, so whoever is inside waits now and then until somebody else
// wants to come in, and then a little longer: if the door is not shut, that one does.
class Door {
 public:
  // Goes in: \p enter locks and calls what it is given.
  template <typename F>
  void pass(int round, const F& enter) const {
    wanting_.inc(kernel::Relaxed);
    enter([&] {
      wanting_.dec(kernel::Relaxed);
      if (round % 16) return linger();
      for (int i = 0; i < 100 && wanting_.load(kernel::Relaxed) == 0; ++i) pause();
      for (int i = 0; i < 5; ++i) pause();
    });
  }

  // Looks in without waiting at the door.
  template <typename F>
  auto look(const F& looking) const {
    wanting_.inc(kernel::Relaxed);
    auto seen = looking();
    wanting_.dec(kernel::Relaxed);
    return seen;
  }

 private:
  static void pause() { kernel::udelay(kernel::Delta::from_micros(2)); }

  kernel::Atomic<int> wanting_;
};

class Crew {
 public:
  // Hires \p count threads, which call `work(number)`, counting from 0, once all are there.
  template <typename F>
  kernel::Result<void> hire(int count, const F& work) {
    for (int number = 0; number < count; ++number) {
      auto life = [this, work, count](kernel::ThreadStop&, int mine) {
        begin_.wait();
        present_.inc(kernel::Relaxed);
        // Not for ever: it makes the test harder, but is not what it is about.
        for (int i = 0; i < 100 && present_.load(kernel::Relaxed) < count; ++i)
          kernel::fsleep(kernel::Delta::from_micros(50));
        work(mine);
        ended_.complete();
      };
      auto thread = TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "crew", life, number));
      TRY(threads_.push(std::move(thread), kernel::GFP_KERNEL));
    }
    return {};
  }

  // Lets all begin, and waits until all have ended.
  void run() {
    begin_.complete_all();
    for (size_t i = 0; i < threads_.size(); ++i) ended_.wait();
  }

  // A thread that is hired waits for the beginning, whatever happens.
  ~Crew() { begin_.complete_all(); }

 private:
  kernel::Completion begin_;
  kernel::Atomic<int> present_;
  kernel::Completion ended_;
  kernel::KVec<kernel::Thread> threads_;
};

// For a crew whose members all do the same.
template <typename F>
kernel::Result<void> run_crew(const F& work, int count = kThreads) {
  Crew crew;
  TRY(crew.hire(count, work));
  crew.run();
  return {};
}
