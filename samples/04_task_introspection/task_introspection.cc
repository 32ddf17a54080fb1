// SPDX-License-Identifier: GPL-2.0
// Two texts about tasks: /dev/whoami tells about whoever reads it, /dev/tasks about all processes.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/seq_file.hpp>
#include <kernel/task.hpp>

using kernel::ARef;
using kernel::Credential;
using kernel::CurrentTask;
using kernel::Kgid;
using kernel::Kuid;
using kernel::MiscDeviceRegistration;
using kernel::PidNamespace;
using kernel::Result;
using kernel::SeqFile;
using kernel::Task;

//! [users]
// What to call somebody who has no number in the reader's user namespace: nobody.
constexpr unsigned int kNobody = 65534;

static unsigned int number(Kuid user) { return user.in_current_ns().value_or(kNobody); }
static unsigned int number(Kgid group) { return group.in_current_ns().value_or(kNobody); }
//! [users]

//! [threads]
static int count_threads(const Task& process) {
  int threads = 0;
  kernel::rcu::ReadGuard guard;
  for ([[maybe_unused]] const Task& thread : kernel::Threads(process, guard)) ++threads;
  return threads;
}
//! [threads]

// In the words of /proc/self/status, so that the two can be compared.
class Whoami {
 public:
  //! [whoami]
  Result<void> show(SeqFile& out) const {
    // The task that runs this code is the program that reads.
    const CurrentTask me = kernel::current();
    const ARef<PidNamespace> ns = me.pid_ns();
    kernel::TaskComm name = me->comm();
    out.print(FMT("Name:\t{}\n", name.text()));
    out.print(FMT("Tgid:\t{}\n", me->tgid(*ns).value_or(0)));
    out.print(FMT("Pid:\t{}\n", me->pid(*ns).value_or(0)));
    out.print(FMT("Threads:\t{}\n", count_threads(*me)));
    show_users(out);
    out.print(FMT("pid:[{}]\n", ns->inum()));
    //! [whoami]
    //! [memory]
    // Threads of the kernel have no memory of their own, but do not read devices either.
    if (auto memory = me.mm()) {
      out.print(FMT("VmSize:\t{:8} kB\n", memory->vm_size() / 1024));
      out.print(FMT("VmRSS:\t{:8} kB\n", memory->rss() / 1024));
    }
    return {};
    //! [memory]
  }

 private:
  //! [credentials]
  // Credentials never change: all these numbers are of one moment.
  static void show_users(SeqFile& out) {
    const ARef<Credential> cred = Credential::current();
    out.print(FMT("Uid:\t{}\t{}\t{}\t{}\n", number(cred->uid()), number(cred->euid()),
                  number(cred->suid()), number(cred->fsuid())));
    out.print(FMT("Gid:\t{}\t{}\t{}\t{}\n", number(cred->gid()), number(cred->egid()),
                  number(cred->sgid()), number(cred->fsgid())));
    out.print(FMT("Groups:\t"));
    for (size_t i = 0; i < cred->group_count(); ++i) out.print(FMT("{} ", number(cred->group(i))));
    out.print(FMT("\n"));
  }
  //! [credentials]
};

// As `ps` does it: one line for each process that the reader can see.
class Tasks {
 public:
  //! [tasks]
  Result<void> show(SeqFile& out) const {
    const ARef<PidNamespace> ns = kernel::current().pid_ns();
    out.print(FMT("  PID  PPID S   UID NAME\n"));
    // While the guard is there no task that we meet is freed, though it may end.
    kernel::rcu::ReadGuard guard;
    for (const Task& task : kernel::Processes(guard)) {
      auto pid = task.tgid(*ns);
      if (!pid) continue;  // not of this namespace, or not there any more
      kernel::TaskComm name = task.comm();
      out.print(FMT("{:5} {:5} {} {:5} {}\n", *pid, task.parent(guard).tgid(*ns).value_or(0),
                    task.state(), number(task.euid()), name.text()));
    }
    return {};
  }
  //! [tasks]
};

//! [module]
class TaskIntrospection : public kernel::Module<TaskIntrospection> {
 public:
  static Result<TaskIntrospection> init(kernel::ThisModule&) {
    auto whoami = TRY(
        MiscDeviceRegistration<Whoami>::make(kernel::GFP_KERNEL, {.name = "whoami", .mode = 0444}));
    auto tasks = TRY(
        MiscDeviceRegistration<Tasks>::make(kernel::GFP_KERNEL, {.name = "tasks", .mode = 0444}));
    return {std::in_place, std::move(whoami), std::move(tasks)};
  }

  TaskIntrospection(MiscDeviceRegistration<Whoami> whoami, MiscDeviceRegistration<Tasks> tasks)
      : whoami_(std::move(whoami)), tasks_(std::move(tasks)) {}

 private:
  MiscDeviceRegistration<Whoami> whoami_;
  MiscDeviceRegistration<Tasks> tasks_;
};
//! [module]

KERNEL_MODULE(TaskIntrospection, {
  .name = "task_introspection",
  .authors = {"The C++ for Linux authors"},
  .description = "Tells programs about themselves and about each other",
  .license = "GPL",
});
