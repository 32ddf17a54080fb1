// SPDX-License-Identifier: GPL-2.0
//
// The C objects that as_raw() hands out are those that the C++ objects work with.
#include <helpers/sched.h>

#include <kernel/ktap.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/this_module.hpp>
#include <kernel/thread.hpp>
#include <kernel/time/hrtimer.hpp>
#include <kernel/workqueue/delayed_work.hpp>
#include <kernel/workqueue/work.hpp>

using namespace kernel::literals;

namespace {

TEST(completion) {
  const kernel::Completion done;
  bindings::complete(done.as_raw());
  EXPECT(done.try_wait());
  EXPECT(!done.try_wait());
}

TEST(hrtimer) {
  auto never = [](kernel::HrTimerContext<kernel::clock::Monotonic>&) {
    return kernel::HrTimerRestart::NoRestart;
  };
  kernel::HrTimer timer(never);
  EXPECT(!bindings::hrtimer_active(timer.as_raw()));
  timer.start(1000_s);
  EXPECT(bindings::hrtimer_active(timer.as_raw()));
  EXPECT_EQ(bindings::hrtimer_try_to_cancel(timer.as_raw()), 1);
  EXPECT(!timer.is_active());
}

TEST(work) {
  int calls = 0;
  auto count = [&] { ++calls; };
  kernel::Work work(count, kernel::workqueue::system());
  EXPECT(work.enqueue());
  bindings::flush_work(work.as_raw());
  EXPECT_EQ(calls, 1);
}

TEST(delayed_work) {
  auto nothing = [] {};
  kernel::DelayedWork work(nothing, kernel::workqueue::system());
  EXPECT(work.enqueue(1000_s));
  EXPECT(bindings::cancel_delayed_work(work.as_raw()));
  EXPECT(!work.is_pending());
}

TEST(thread) {
  const kernel::Completion started;
  task_struct* itself = nullptr;
  auto made = kernel::Thread::spawn(kernel::GFP_KERNEL, "as_raw", [&](kernel::ThreadStop& stop) {
    itself = cpp_helper_current();
    started.complete();
    stop.wait();
  });
  REQUIRE(made.is_ok());
  kernel::Thread thread = std::move(made).value();
  started.wait();
  EXPECT(thread.as_raw() == itself);
  EXPECT(itself != cpp_helper_current());
  EXPECT_EQ(std::move(thread).stop(), 0);
}

TEST(this_module) {
  const kernel::ThisModule& module = kernel::ThisModule::get();
  EXPECT_EQ(module.name(), kernel::CStr("as_raw_test"));
  EXPECT_EQ(kernel::CStr::from_raw(module.as_raw()->name), module.name());
}

}  // namespace

KTAP_MODULE(as_raw_test, completion, hrtimer, work, delayed_work, thread, this_module);
