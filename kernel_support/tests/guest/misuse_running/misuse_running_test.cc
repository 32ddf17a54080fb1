// SPDX-License-Identifier: GPL-2.0
// Misuse of what runs code, and of handles into containers, that a check stops while it runs: each
// ends the thread that did it, and says why before.

#include <kernel/alloc/kbox.hpp>
#include <kernel/list.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/rbtree.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/delay.hpp>
#include <kernel/workqueue.hpp>

MODULE_PARAM(which, kernel::CStr, "", 0444, "what to do wrong");

using kernel::CStr;
using kernel::DelayedWork;
using kernel::Delta;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Result;
using kernel::Thread;
using kernel::Work;
using kernel::workqueue::OwnedQueue;

static void use(auto&& value) { asm volatile("" : : "r"(&value) : "memory"); }

// misuse: Work and timers: a function waits for its own work
// rust: the API has no such call
// says: a Work is waited for by its function: let another one do that
struct Flusher {
  void on_work() {
    work.flush();
    pr_info("nothing stopped it\n");
  }
  Work<&Flusher::on_work> work{*this, kernel::workqueue::system_unbound()};
};
[[gnu::noipa]] static Result<void> work_flushes_itself() {
  auto flusher = TRY(KBox<Flusher>::make(GFP_KERNEL));
  flusher->work.enqueue();
  kernel::fsleep(Delta::from_millis(50));
  // SAFETY: nobody frees it, as its worker has come to an end in it.
  use(std::move(flusher).into_raw());
  return {};
}

// misuse: Work and timers: a function cancels its own delayed work and waits
// rust: the API has no such call
// says: a Work is waited for by its function: let another one do that
struct Canceller {
  void on_work() {
    work.cancel_sync();
    pr_info("nothing stopped it\n");
  }
  DelayedWork<&Canceller::on_work> work{*this, kernel::workqueue::system_unbound()};
};
[[gnu::noipa]] static Result<void> work_cancels_itself() {
  auto canceller = TRY(KBox<Canceller>::make(GFP_KERNEL));
  canceller->work.enqueue(Delta::kZero);
  kernel::fsleep(Delta::from_millis(50));
  // SAFETY: nobody frees it, as its worker has come to an end in it.
  use(std::move(canceller).into_raw());
  return {};
}

// misuse: Threads: a thread destroys its own Thread
// rust: the API has no threads
// says: a thread waits for itself: let another one own its Thread
struct Itself {
  kernel::Completion owned;
  std::optional<Thread> thread;
};
[[gnu::noipa]] static Result<void> thread_stops_itself() {
  auto itself = TRY(KBox<Itself>::make(GFP_KERNEL));
  auto thread = TRY(Thread::spawn(GFP_KERNEL, "itself", [&own = *itself] {
    own.owned.wait();
    own.thread.reset();
    pr_info("nothing stopped it\n");
  }));
  itself->thread.emplace(std::move(thread));
  itself->owned.complete();
  kernel::fsleep(Delta::from_millis(200));
  // SAFETY: nobody frees it, as its thread has come to an end in it.
  use(std::move(itself).into_raw());
  return {};
}

// misuse: Threads: a Thread is stopped that was moved away
// rust: compile error: use after move (E0382)
// says: a Thread is stopped that was moved away: stop the one that has it
[[gnu::noipa]] static Result<void> thread_moved_away() {
  auto thread =
      TRY(Thread::spawn(GFP_KERNEL, "moved", [](kernel::ThreadStop& stop) { stop.wait(); }));
  Thread owner = std::move(thread);
  std::move(thread).stop();  // NOLINT(bugprone-use-after-move)
  return {};
}

// misuse: Work and timers: a work is bound to a queue that was moved away
// rust: compile error: use after move (E0382)
// says: a work gets a queue that was moved away: give it the one that has it
[[gnu::noipa]] static Result<void> queue_moved_away() {
  auto queue = TRY(OwnedQueue::make("moved"));
  OwnedQueue owner = std::move(queue);
  auto nothing = [] {};
  Work work(nothing, queue);  // NOLINT(bugprone-use-after-move)
  work.enqueue();
  return {};
}

struct Job : kernel::ListLinks<> {
  explicit Job(int number) : number(number) {}
  int number;
};
using Jobs = kernel::List<KBox<Job>>;
static Result<void> fill(Jobs& jobs) {
  for (int number : {1, 2, 3}) {
    auto job = TRY(KBox<Job>::make(GFP_KERNEL, number));
    jobs.push_back(std::move(job));
  }
  return {};
}

// misuse: Lists: two peeks of one element, both removed
// rust: compile error: the peek borrows the cursor (E0499)
// says: the element is not beside the cursor any more: peek again
[[gnu::noipa]] static Result<void> peeked_twice() {
  Jobs jobs;
  TRY(fill(jobs));
  auto cursor = jobs.cursor_front();
  auto one = cursor.peek_next();
  auto same = cursor.peek_next();
  use(std::move(one).remove());
  use(std::move(same).remove());
  return {};
}

// misuse: Lists: a peek after its cursor went on
// rust: compile error: the peek borrows the cursor (E0499)
// says: the element is not beside the cursor any more: peek again
[[gnu::noipa]] static Result<void> cursor_went_on() {
  Jobs jobs;
  TRY(fill(jobs));
  auto cursor = jobs.cursor_front();
  auto first = cursor.peek_next();
  cursor.move_next();
  cursor.move_next();
  use(first->number);
  return {};
}

// misuse: Lists: an element leaves the list while a cursor is at it
// rust: compile error: the cursor borrows the list (E0499)
// says: a cursor is at an element that left the list: take it out through the cursor
[[gnu::noipa]] static Result<void> cursor_left_behind() {
  Jobs jobs;
  TRY(fill(jobs));
  auto cursor = jobs.cursor_front();
  auto first = jobs.pop_front();
  cursor.move_next();
  use(first);
  return {};
}

// misuse: Trees: two vacant entries for one place
// rust: compile error: the entry borrows the tree (E0499)
// says: the tree changed under a VacantEntry: get a new entry after a change
[[gnu::noipa]] static Result<void> vacant_twice() {
  using Reservation = kernel::RBTreeNodeReservation<int, int>;
  kernel::RBTree<int, int> tree;
  auto one = TRY(Reservation::make(GFP_KERNEL));
  auto two = TRY(Reservation::make(GFP_KERNEL));
  auto seven = tree.entry(7);
  auto three = tree.entry(3);
  std::move(seven).vacant().insert(std::move(one), 1);
  std::move(three).vacant().insert(std::move(two), 2);
  return {};
}

struct Misuse {
  CStr name;
  Result<void> (*function)();
  bool ends;  // the thread that calls it, not one of its own
};
static constexpr Misuse kAll[] = {
    {"work_flushes_itself", &work_flushes_itself, false},
    {"work_cancels_itself", &work_cancels_itself, false},
    {"thread_stops_itself", &thread_stops_itself, false},
    {"thread_moved_away", &thread_moved_away, true},
    {"queue_moved_away", &queue_moved_away, true},
    {"peeked_twice", &peeked_twice, true},
    {"cursor_went_on", &cursor_went_on, true},
    {"cursor_left_behind", &cursor_left_behind, true},
    {"vacant_twice", &vacant_twice, true},
};

struct MisuseRunningTest : kernel::Module<MisuseRunningTest> {
  static Result<MisuseRunningTest> init(kernel::ThisModule&) {
    for (const Misuse& one : kAll) {
      if (which.get() != one.name) continue;
      auto thread = TRY(Thread::spawn(GFP_KERNEL, "misuse", [&one] {
        Result<void> result = one.function();
        if (one.ends || result.is_err()) pr_info("nothing stopped it\n");
      }));
      // It has come to its end, one way or the other. join() would wait for its last word.
      kernel::fsleep(Delta::from_millis(200));
      std::move(thread).stop();
      return {std::in_place};
    }
    return kernel::EINVAL;
  }
};

KERNEL_MODULE(MisuseRunningTest, {
  .name = "misuse_running_test",
  .description = "Broken on purpose",
  .license = "GPL",
});
