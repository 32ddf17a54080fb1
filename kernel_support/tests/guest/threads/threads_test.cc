// SPDX-License-Identifier: GPL-2.0
// Threads with names, which unloading ends; and one that cannot be had.

#include <kernel/module.hpp>
#include <kernel/module_param.hpp>
#include <kernel/print.hpp>
#include <kernel/thread.hpp>

MODULE_PARAM(spawn, int, 0, 0644, "1 to try one more thread; 0 when that is done");

using kernel::Result;
using kernel::Thread;
using kernel::ThreadStop;
using namespace kernel::literals;

namespace {

// Says when it goes.
class Note {
 public:
  explicit Note(kernel::CStr name) : name_(name) {}
  Note(Note&& other) : name_(other.name_) { other.moved_ = true; }
  Note& operator=(Note&&) = delete;
  ~Note() {
    if (!moved_) pr_info("{} is gone\n", name_);
  }

 private:
  // SAFETY: a literal.
  kernel::CStr name_;
  bool moved_ = false;
};

}  // namespace

class ThreadsTest : public kernel::Module<ThreadsTest> {
 public:
  static Result<ThreadsTest> init(kernel::ThisModule&) {
    auto run = [note = Note("the first")](ThreadStop& stop) { stop.wait(); };
    Thread first = TRY(Thread::spawn(kernel::GFP_KERNEL, "worker%d", std::move(run)));
    Thread second = TRY(Thread::spawn(kernel::GFP_KERNEL, FMT("worker/{}", 7), watch));
    return {std::in_place, std::move(first), std::move(second)};
  }

  ThreadsTest(Thread first, Thread second) : first_(std::move(first)), second_(std::move(second)) {}

 private:
  // Waits until it is told that there may be no more threads.
  static void watch(ThreadStop& stop) {
    while (!stop.should_stop() && spawn.get() == 0) stop.sleep(1_ms);
    if (stop.should_stop()) return;
    Note kept("what was not moved");
    auto more = Thread::spawn(
        kernel::GFP_KERNEL, "worker", [](ThreadStop&, const Note&) {}, std::move(kept));
    if (more.is_err()) pr_info("no more: {}\n", more.error());
    // SAFETY: the shell that wrote it reads on until it is 0.
    __atomic_store_n(static_cast<int*>(spawn.as_raw()), 0, __ATOMIC_RELAXED);
  }

  Thread first_;
  Thread second_;
};

KERNEL_MODULE(ThreadsTest, {
  .name = "threads_test",
  .description = "Threads with names",
  .license = "GPL",
});
