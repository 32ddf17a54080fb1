// SPDX-License-Identifier: GPL-2.0
// Threads that wait for one another: producers put items into a buffer with little room,
// consumers take them out.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>

using kernel::CondVar;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVec;
using kernel::Mutex;
using kernel::Result;
using kernel::Thread;

//! [params]
// insmod mutex_condvar.ko producers=4 consumers=1
MODULE_PARAM(producers, unsigned int, 2, 0444, "threads that put items in");
MODULE_PARAM(consumers, unsigned int, 2, 0444, "threads that take items out");
MODULE_PARAM(items, unsigned int, 1000, 0444, "items of each producer");
MODULE_PARAM(capacity, unsigned int, 8, 0444, "items that the buffer has room for");
MODULE_PARAM(patience, unsigned int, 60000, 0444, "milliseconds that insmod waits");
//! [params]

//! [state]
struct Item {
  unsigned int producer;
  unsigned int number;  // a producer numbers its items from 0
};

// What all threads share: a ring of items, and what happened so far.
struct State {
  bool full() const { return count == ring.size(); }
  bool empty() const { return count == 0; }

  void push(Item item) {
    ring[(first + count) % ring.size()] = item;
    ++count;
    ++put;
  }

  void pop() {
    Item item = ring[first];
    first = (first + 1) % ring.size();
    --count;
    ++taken;
    // Had one been lost, doubled or overtaken, this would not be its producer's next.
    if (item.number != next[item.producer]) ++out_of_order;
    next[item.producer] = item.number + 1;
  }

  KVec<Item> ring;
  KVec<unsigned int> next;  // for each producer, the number that comes next
  size_t first = 0;
  size_t count = 0;
  unsigned long put = 0;
  unsigned long taken = 0;
  unsigned long out_of_order = 0;
};
//! [state]

//! [buffer]
class Buffer {
 public:
  Buffer(KVec<Item> ring, KVec<unsigned int> next)
      : state_(State{std::move(ring), std::move(next)}) {}

  // Waits for room; an error if the thread is to stop.
  Result<void> put(Item item) {
    auto state = state_.lock();
    TRY(not_full_.wait_interruptible(state, [](State& now) { return !now.full(); }));
    state->push(item);
    not_empty_.notify_one();
    return {};
  }  // unlocked here, and where TRY returns

  // Waits for an item; an error if the thread is to stop.
  Result<void> take() {
    auto state = state_.lock();
    TRY(not_empty_.wait_interruptible(state, [](State& now) { return !now.empty(); }));
    state->pop();
    not_full_.notify_one();
    taken_.notify_one();
    return {};
  }
  //! [buffer]

  //! [patience]
  // Waits until so many items were taken: not for ever, nor after Ctrl-C.
  Result<void> wait_until_taken(unsigned long wanted, Delta patience) {
    auto state = state_.lock();
    auto all_taken = [wanted](State& now) { return now.taken == wanted; };
    return taken_.wait_interruptible_timeout(state, patience, all_taken);
  }
  //! [patience]

  //! [statistics]
  ~Buffer() {
    auto state = state_.lock();
    pr_info("{} put in, {} taken out, {} left, {} out of order\n", state->put, state->taken,
            state->count, state->out_of_order);
  }
  //! [statistics]

  //! [members]
 private:
  Mutex<State, "Buffer::state"> state_;
  CondVar<decltype(state_)> not_full_;
  CondVar<decltype(state_)> not_empty_;
  CondVar<decltype(state_)> taken_;
};
//! [members]

//! [threads]
static Result<Thread> start_producer(Buffer& buffer, unsigned int producer) {
  // SAFETY: the caller keeps the buffer longer than the thread.
  auto run = [&buffer, producer] {
    for (unsigned int number = 0; number < items.get(); ++number)
      if (buffer.put({producer, number}).is_err()) return;
  };
  return Thread::spawn(GFP_KERNEL, FMT("producer/{}", producer), run);
}

static Result<Thread> start_consumer(Buffer& buffer, unsigned int consumer) {
  // SAFETY: the same.
  auto run = [&buffer] {
    while (buffer.take().is_ok()) {
    }
  };
  return Thread::spawn(GFP_KERNEL, FMT("consumer/{}", consumer), run);
}
//! [threads]

//! [module]
class MutexCondvar : public kernel::Module<MutexCondvar> {
 public:
  static Result<MutexCondvar> init(kernel::ThisModule&) {
    if (capacity.get() == 0) return kernel::EINVAL;
    auto ring = TRY(KVec<Item>::from_elem({}, capacity.get(), GFP_KERNEL));
    auto next = TRY(KVec<unsigned int>::from_elem(0, producers.get(), GFP_KERNEL));
    auto buffer = TRY(KBox<Buffer>::make(GFP_KERNEL, std::move(ring), std::move(next)));

    // Declared after the buffer: wherever TRY returns, the threads are gone before it is.
    KVec<Thread> threads;
    for (unsigned int i = 0; i < producers.get(); ++i) {
      Thread thread = TRY(start_producer(*buffer, i));
      TRY(threads.push(std::move(thread), GFP_KERNEL));
    }
    for (unsigned int i = 0; i < consumers.get(); ++i) {
      Thread thread = TRY(start_consumer(*buffer, i));
      TRY(threads.push(std::move(thread), GFP_KERNEL));
    }

    unsigned long wanted = 1UL * producers.get() * items.get();
    TRY(buffer->wait_until_taken(wanted, Delta::from_millis(patience.get())));
    pr_info("all items went through\n");
    return {std::in_place, std::move(buffer), std::move(threads)};
  }

  MutexCondvar(KBox<Buffer> buffer, KVec<Thread> threads)
      : buffer_(std::move(buffer)), threads_(std::move(threads)) {}

 private:
  KBox<Buffer> buffer_;
  KVec<Thread> threads_;  // destroyed first: each thread is told to stop, and waited for
};
//! [module]

KERNEL_MODULE(MutexCondvar, {
  .name = "mutex_condvar",
  .authors = {"The C++ for Linux authors"},
  .description = "Passes items from producers to consumers through a bounded buffer",
  .license = "GPL",
});
