// SPDX-License-Identifier: GPL-2.0
//
// Tasks, users and namespaces, as seen by the insmod that loads this.
#include <kernel/ktap.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/task.hpp>
#include <kernel/thread.hpp>

using kernel::ARef;
using kernel::Credential;
using kernel::CStr;
using kernel::current;
using kernel::CurrentTask;
using kernel::GFP_KERNEL;
using kernel::Kgid;
using kernel::Kuid;
using kernel::MmWithUser;
using kernel::PidNamespace;
using kernel::Processes;
using kernel::Task;
using kernel::Thread;
using kernel::Threads;
using kernel::ThreadStop;

namespace {

static_assert(sizeof(ARef<Task>) == sizeof(void*) && sizeof(CurrentTask) == sizeof(void*));
static_assert(kernel::Send<ARef<Task>> && kernel::Send<ARef<PidNamespace>>);
static_assert(!kernel::Send<CurrentTask> && !kernel::Send<Processes> && !kernel::Send<Threads>);
static_assert(!kernel::Send<Processes::iterator> && !kernel::Send<Threads::iterator>);
static_assert(!std::is_copy_constructible_v<CurrentTask> &&
              !std::is_move_assignable_v<CurrentTask>);
static_assert(!std::is_constructible_v<Processes, kernel::rcu::ReadGuard>);
static_assert(sizeof(Kuid) == 4 && sizeof(Kgid) == 4);

TEST(current_is_insmod) {
  kernel::TaskComm name = current()->comm();
  EXPECT_EQ(name.text(), CStr("insmod"));
  EXPECT(current()->pid() > 1);
  EXPECT_EQ(current()->pid(), current()->tgid());
  EXPECT_EQ(current()->state(), 'R');
  EXPECT(!current()->is_kernel_thread() && !current()->signal_pending());
  EXPECT(current()->as_raw() == current().group_leader().as_raw());
  EXPECT(!current()->wake_up());
}

TEST(users) {
  EXPECT(current()->uid() == Kuid::current() && current()->euid() == Kuid::current_effective());
  EXPECT(Kuid::current() == Kuid::from_raw(0) && Kgid::current() == Kgid::from_raw(0));
  EXPECT(Kgid::current() == Kgid::current_effective());
  EXPECT_EQ(Kuid::current().in_current_ns().value_or(1), 0U);
  EXPECT_EQ(Kgid::current().in_current_ns().value_or(1), 0U);
  auto user = Kuid::from_current_ns(1000);
  EXPECT(user && user->as_raw() == 1000 && *user != Kuid::current());
  auto group = Kgid::from_current_ns(1000);
  EXPECT(group && group->as_raw() == 1000 && *group != Kgid::current());
  // -1 is nobody's number.
  EXPECT(!Kuid::from_current_ns(~0U) && !Kgid::from_current_ns(~0U));
  EXPECT(!Kuid::from_raw(~0U).in_current_ns() && !Kgid::from_raw(~0U).in_current_ns());
}

// As whoever finds it by its number sees it.
TEST(what_it_has) {
  auto found = Task::find(current()->pid());
  REQUIRE(found.is_ok());
  ARef<Task> task = std::move(found).value();
  EXPECT(task->cred() == Credential::current());
  auto memory = task->mm();
  REQUIRE(memory.has_value());
  ARef<MmWithUser> again = *memory;
  memory.reset();
  EXPECT(again->as_raw() == current().mm()->as_raw() && again->rss() > 0);
}

TEST(found_by_number) {
  auto me = Task::find(current()->pid());
  REQUIRE(me.is_ok());
  ARef<Task> found = std::move(me).value();
  EXPECT(found == ARef<Task>(*current()));
  ARef<PidNamespace> ns = current().pid_ns();
  auto again = Task::find(found->pid(), *ns);
  REQUIRE(again.is_ok());
  EXPECT(std::move(again).value() == found);
  for (int none : {0, -1, 0x7fffffff, -0x7fffffff - 1}) {
    EXPECT_EQ(Task::find(none).error(), kernel::ESRCH);
    EXPECT_EQ(Task::find(none, *ns).error(), kernel::ESRCH);
  }
}

TEST(namespaces) {
  ARef<PidNamespace> ns = current().pid_ns();
  EXPECT_EQ(ns->level(), 0U);
  EXPECT(ns->inum() != 0);
  EXPECT_EQ(current()->pid(*ns).value_or(0), current()->pid());
  EXPECT_EQ(current()->tgid(*ns).value_or(0), current()->tgid());
  auto same = current()->get_pid_ns();
  REQUIRE(same && *same == ns);
  // An owner that goes leaves the namespace to the others.
  {
    ARef<PidNamespace> copy = ns;  // NOLINT(performance-unnecessary-copy-initialization)
    EXPECT(copy == ns);
  }
  EXPECT_EQ((*same)->inum(), ns->inum());
}

TEST(parents_up_to_init) {
  kernel::rcu::ReadGuard guard;
  ARef<Task> task(*current());
  for (int i = 0; task->pid() != 1 && i < 20; ++i) task = ARef<Task>(task->parent(guard));
  EXPECT_EQ(task->pid(), 1);
  EXPECT_EQ(task->parent(guard).pid(), 0);
}

TEST(all_processes) {
  bool init = false;
  bool me = false;
  bool of_kernel = false;
  kernel::rcu::ReadGuard guard;
  for (const Task& task : Processes(guard)) {
    init |= task.pid() == 1;
    me |= task.as_raw() == current()->as_raw();
    of_kernel |= task.is_kernel_thread();
    EXPECT_EQ(task.pid(), task.tgid());
  }
  EXPECT(init && me && of_kernel);
}

TEST(threads_of_a_process) {
  int count = 0;
  kernel::rcu::ReadGuard guard;
  const CurrentTask me = current();
  for (const Task& task : Threads(*me, guard)) {
    EXPECT(task.as_raw() == current()->as_raw());
    ++count;
  }
  EXPECT_EQ(count, 1);
}

TEST(another_task) {
  kernel::Completion started;
  int number = 0;
  auto thread = Thread::spawn(GFP_KERNEL, "another", [&](ThreadStop& stop) {
    number = current()->pid();
    started.complete();
    stop.wait();
  });
  REQUIRE(thread.is_ok());
  started.wait();
  auto found = Task::find(number);
  REQUIRE(found.is_ok());
  ARef<Task> task = std::move(found).value();
  kernel::TaskComm name = task->comm();
  EXPECT_EQ(name.text(), CStr("another"));
  EXPECT(task->is_kernel_thread() && task != ARef<Task>(*current()));
  EXPECT_EQ(task->uid(), Kuid::from_raw(0));
  EXPECT(!task->mm());
  // It sleeps before long, and goes on sleeping when it finds that it need not stop.
  bool slept = false;
  for (int i = 0; i < 2000 && !slept; ++i) {
    slept = task->wake_up();
    bindings::msleep(1);
  }
  EXPECT(slept);
  std::move(thread).value().stop();
  // It has ended, and is kept: it has no number in a namespace any more, nor one to live in.
  ARef<PidNamespace> ns = current().pid_ns();
  for (int i = 0; i < 2000 && task->get_pid_ns(); ++i) bindings::msleep(1);
  EXPECT(!task->get_pid_ns() && !task->pid(*ns) && !task->tgid(*ns));
  EXPECT_EQ(task->pid(), number);
  EXPECT_EQ(Task::find(number).error(), kernel::ESRCH);
}

}  // namespace

KTAP_MODULE(task_test, current_is_insmod, users, what_it_has, found_by_number, namespaces,
            parents_up_to_init, all_processes, threads_of_a_process, another_task);
