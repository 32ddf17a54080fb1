// SPDX-License-Identifier: GPL-2.0
// A worker thread that takes jobs from a queue, as a module.

#include <kernel/alloc/kbox.hpp>
#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/sync/mutex.hpp>
#include <kernel/thread.hpp>

using kernel::CondVar;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::KVec;
using kernel::Mutex;
using kernel::Result;
using kernel::Thread;

//! [queue]
class Queue {
  struct State {
    KVec<int> jobs;
    bool closed = false;
  };

 public:
  Result<void> put(int job) {
    auto state = state_.lock();
    TRY(state->jobs.push(job, GFP_KERNEL));
    changed_.notify_one();
    return {};
  }

  // What there is, waiting for the first; empty when nothing comes any more.
  Result<KVec<int>> take() {
    auto state = state_.lock();
    auto changed = [](State& now) { return !now.jobs.empty() || now.closed; };
    TRY(changed_.wait_interruptible(state, changed));
    return std::exchange(state->jobs, {});
  }

  void close() {
    auto state = state_.lock();
    state->closed = true;
    changed_.notify_one();
  }

 private:
  Mutex<State, "Queue::state"> state_{State()};
  CondVar<decltype(state_)> changed_;
};
//! [queue]

//! [use]
static Result<void> sum_up(Queue& queue) {
  int sum = 0;
  for (;;) {
    auto jobs = TRY(queue.take());
    if (jobs.empty()) break;
    for (int job : jobs) sum += job;
  }
  pr_info("the sum is {}\n", sum);
  return {};
}

struct Worker : kernel::Module<Worker> {
  static Result<Worker> init(kernel::ThisModule&) {
    auto queue = TRY(KBox<Queue>::make(GFP_KERNEL));
    // SAFETY: the queue is declared before the thread, and goes after it.
    auto run = [&queue = *queue] {
      if (sum_up(queue).is_err()) pr_info("stopped\n");
    };
    Thread worker = TRY(Thread::spawn(GFP_KERNEL, "worker", run));
    for (int job = 1; job <= 100; ++job) TRY(queue->put(job));
    queue->close();
    std::move(worker).join();
    return {std::in_place};
  }
};
//! [use]

KERNEL_MODULE(Worker, {
  .name = "worker",
  .description = "Sums numbers in a thread",
  .license = "GPL",
});
