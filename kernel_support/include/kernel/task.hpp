// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Tasks: threads of programs and of the kernel.

#include <helpers/sched.h>

#include <kernel/cred.hpp>
#include <kernel/error.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/mm.hpp>
#include <kernel/pid_namespace.hpp>
#include <kernel/str.hpp>
#include <kernel/sync/rcu.hpp>
#include <kernel/types/aref.hpp>
#include <kernel/types/optional_ref.hpp>
#include <kernel/uidgid.hpp>
#include <optional>

namespace kernel {

/// The name of a task: at most 15 characters, as they were when it was asked for.
///
///     kernel::TaskComm name = kernel::current()->comm();
///     EXPECT_EQ(name.text(), kernel::CStr("insmod"));
///
/// \context Any.
class TaskComm {
 public:
  /// The characters.
  CStr text() const& KERNEL_LIFETIME_BOUND { return CStr::from_raw(text_); }
  CStr text() const&& = delete;  // the name goes at once: put it in a variable

 private:
  friend class Task;
  // SAFETY: the helper fills all of it, the last byte with zero.
  explicit TaskComm(const ::task_struct* task) { cpp_helper_get_task_comm(text_, task); }

  char text_[16];
};

/// A task, which is a thread of a program or of the kernel: always a reference to a `struct
/// task_struct`, which the kernel counts. An ARef keeps it, also when it has ended.
///
///     kernel::ARef<kernel::Task> me(*kernel::current());
///     EXPECT_EQ(me->pid(), kernel::current()->pid());
///     auto found = TRY(kernel::Task::find(me->pid()));
///     EXPECT(found == me);
///
/// What it tells may be different a moment later, unless the task is the current one.
///
/// \context Any, where nothing else is said. Giving one back (dec_ref()): any; with PREEMPT_RT only
/// where a SpinLock may be taken.
/// \wraps{linux/sched.h,scheduler/index.html}
class Task {
 public:
  Task() = delete;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const Task& task) { cpp_helper_get_task_struct(task.as_raw()); }
  /// One owner less.
  static void dec_ref(const Task& task) { cpp_helper_put_task_struct(task.as_raw()); }
  /// \}

  /// The task that has this number in the namespace of the current one.
  ///
  /// \errors #ESRCH if there is none. \context Any that runs for a task.
  static Result<ARef<Task>> find(int pid) { return found(cpp_helper_get_task_by_vpid(pid)); }
  /// The task that has this number in \p ns.
  ///
  /// \errors #ESRCH if there is none.
  static Result<ARef<Task>> find(int pid, const PidNamespace& ns) {
    return found(cpp_helper_get_task_by_pid_ns(pid, ns.as_raw()));
  }

  /// The task that C code calls \p task.
  ///
  /// \safety It must be kept as long as the reference is used.
  static const Task& from_raw(::task_struct* task) { return *reinterpret_cast<const Task*>(task); }

  /// \name Numbers
  ///
  /// The kernel's `pid` is what programs call a thread's number (gettid()), and its `tgid` what
  /// they call the number of a process (getpid()).
  /// \{

  /// The number of the thread, in the first namespace.
  int pid() const { return cpp_helper_task_pid_nr(as_raw()); }
  /// The number of its process, in the first namespace.
  int tgid() const { return cpp_helper_task_tgid_nr(as_raw()); }
  /// The number of the thread in \p ns; none if it does not live there, or has ended.
  std::optional<int> pid(const PidNamespace& ns) const {
    return number(cpp_helper_task_pid_nr_ns(as_raw(), ns.as_raw()));
  }
  /// The number of its process in \p ns; none if it does not live there, or has ended.
  std::optional<int> tgid(const PidNamespace& ns) const {
    return number(cpp_helper_task_tgid_nr_ns(as_raw(), ns.as_raw()));
  }
  /// \}

  /// Its name.
  TaskComm comm() const { return TaskComm(as_raw()); }
  /// The user for whom it runs.
  Kuid uid() const { return Kuid::from_raw(cpp_helper_task_uid(as_raw())); }
  /// The user whose permissions it has.
  Kuid euid() const { return Kuid::from_raw(cpp_helper_task_euid(as_raw())); }
  /// On whose behalf it runs now. What it does later it may do on that of others.
  ARef<Credential> cred() const {
    // SAFETY: get_task_cred() has counted us.
    return ARef<Credential>::from_raw(&Credential::from_raw(bindings::get_task_cred(as_raw())));
  }
  /// Its memory; none if it is a thread of the kernel, or has ended.
  std::optional<ARef<MmWithUser>> mm() const {
    ::mm_struct* mm = bindings::get_task_mm(as_raw());
    if (!mm) return std::nullopt;
    // SAFETY: get_task_mm() has counted us.
    return ARef<MmWithUser>::from_raw(&MmWithUser::from_raw(mm));
  }
  /// What it does, by the letter that `ps` shows: `R` runs or could, `S` sleeps, `D` sleeps and
  /// takes no signal, `T` and `t` are stopped, `I` is idle, `Z` and `X` have ended.
  char state() const { return cpp_helper_task_state_to_char(as_raw()); }
  /// Whether it is a thread of the kernel, without a program.
  bool is_kernel_thread() const { return cpp_helper_is_kernel_thread(as_raw()); }
  /// Whether a signal waits for it.
  bool signal_pending() const { return cpp_helper_signal_pending(as_raw()); }

  /// Ends its sleep, if it sleeps; returns whether it did.
  bool wake_up() const { return bindings::wake_up_process(as_raw()); }

  /// The namespace in which it lives; none if it has ended.
  std::optional<ARef<PidNamespace>> get_pid_ns() const {
    ::pid_namespace* ns = cpp_helper_task_get_pid_ns(as_raw());
    if (!ns) return std::nullopt;
    // SAFETY: the helper has counted us.
    return ARef<PidNamespace>::from_raw(&PidNamespace::from_raw(ns));
  }

  /// The task that has started its process, or who takes care of it now; it stays there as long as
  /// the read section. To keep it, make an ARef.
  ///
  ///     kernel::rcu::ReadGuard guard;
  ///     EXPECT(kernel::current()->parent(guard).pid() > 0);
  const Task& parent(const rcu::ReadGuard& guard KERNEL_LIFETIME_BOUND) const {
    static_cast<void>(guard);
    return from_raw(cpp_helper_real_parent(as_raw()));
  }
  const Task& parent(const rcu::ReadGuard&&) const = delete;  // the section ends at once

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep the task as long as it is used.
  ::task_struct* as_raw() const {
    return reinterpret_cast<::task_struct*>(const_cast<Task*>(this));
  }

 private:
  static Result<ARef<Task>> found(::task_struct* task) {
    if (!task) return ESRCH;
    // SAFETY: the helper has counted us.
    return ARef<Task>::from_raw(&from_raw(task));
  }

  static std::optional<int> number(int value) {
    if (!value) return std::nullopt;
    return value;
  }
};

/// The task that runs this code. It needs no counting: a task is there while it runs.
///
/// It is a local variable or a temporary and nothing else: it can be neither copied nor moved, nor
/// made on the heap, nor given to another thread, where another task would be the current one. To
/// keep the task, make an ARef of it.
///
///     EXPECT_EQ(kernel::current()->uid(), kernel::Kuid::current());
///
/// \context In a task: in an interrupt it is whichever task was interrupted.
/// \wraps{linux/sched.h,scheduler/index.html}
class CurrentTask : NotThreadSafe {
 public:
  CurrentTask(const CurrentTask&) = delete;
  CurrentTask& operator=(const CurrentTask&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;

  /// The task.
  const Task& operator*() const KERNEL_LIFETIME_BOUND { return *task_; }
  /// A member of the task.
  const Task* operator->() const KERNEL_LIFETIME_BOUND { return task_; }

  /// The namespace in which it lives.
  ARef<PidNamespace> pid_ns() const {
    // The current task has not ended, so there is one.
    return *task_->get_pid_ns();
  }

  /// Its memory, which it keeps as long as it runs; none if it is a thread of the kernel.
  OptionalRef<const MmWithUser> mm() const KERNEL_LIFETIME_BOUND {
    // SAFETY: the current task keeps it.
    return OptionalRef<const MmWithUser>::from_raw(&MmWithUser::from_raw(cpp_helper_current_mm()));
  }

  /// The first thread of its process.
  const Task& group_leader() const KERNEL_LIFETIME_BOUND {
    return Task::from_raw(cpp_helper_group_leader(task_->as_raw()));
  }

 private:
  friend CurrentTask current();
  CurrentTask() : task_(&Task::from_raw(cpp_helper_current())) {}

  const Task* task_;
};

/// The task that runs this code; see CurrentTask.
///
///     EXPECT(!kernel::current()->is_kernel_thread());
///
/// \context In a task. \wraps{linux/sched.h,scheduler/index.html}
inline CurrentTask current() { return {}; }

namespace detail {

/// The place of a loop over processes, in the ring that begins and ends with the idle task.
class ProcessIterator {
 public:
  explicit ProcessIterator(::task_struct* task) : task_(task) {}

  const Task& operator*() const { return Task::from_raw(task_); }
  ProcessIterator& operator++() {
    task_ = cpp_helper_next_task(task_);
    return *this;
  }
  friend bool operator==(const ProcessIterator&, const ProcessIterator&) = default;

 private:
  ::task_struct* task_;
};

/// The place of a loop over the threads of a process, in the ring that begins and ends with a head.
class ThreadIterator {
 public:
  explicit ThreadIterator(::list_head* node) : node_(node) {}

  const Task& operator*() const { return Task::from_raw(cpp_helper_thread_at(node_)); }
  ThreadIterator& operator++() {
    node_ = cpp_helper_next_thread(node_);
    return *this;
  }
  friend bool operator==(const ThreadIterator&, const ThreadIterator&) = default;

 private:
  ::list_head* node_;
};

}  // namespace detail

/// \cond
template <>
inline constexpr bool kIsSend<detail::ProcessIterator> = false;
template <>
inline constexpr bool kIsSend<detail::ThreadIterator> = false;
/// \endcond

/// All processes, each by its first thread, for a loop within an RCU read section.
///
///     int processes = 0;
///     kernel::rcu::ReadGuard guard;
///     for (const kernel::Task& task : kernel::Processes(guard))
///       if (!task.is_kernel_thread()) ++processes;
///     EXPECT(processes >= 2);   // init, and insmod
///
/// A process that ends or begins meanwhile may come in the loop or not. To keep a task beyond the
/// section, make an ARef of it.
///
/// \context Any. \wraps{linux/sched/signal.h,scheduler/index.html}
class Processes : NotThreadSafe {
 public:
  /// Those that there are in the section of \p guard.
  explicit Processes(const rcu::ReadGuard& guard KERNEL_LIFETIME_BOUND) {
    static_cast<void>(guard);
  }
  explicit Processes(const rcu::ReadGuard&&) = delete;  // the section ends at once
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;

  /// \cond
  using iterator = detail::ProcessIterator;
  iterator begin() const { return ++end(); }
  iterator end() const { return iterator(cpp_helper_init_task()); }
  /// \endcond
};

/// The threads of a process, for a loop within an RCU read section.
///
///     int threads = 0;
///     const kernel::CurrentTask me = kernel::current();
///     kernel::rcu::ReadGuard guard;
///     for (const kernel::Task& task : kernel::Threads(*me, guard))
///       threads += task.tgid() == me->tgid();
///     EXPECT_EQ(threads, 1);
///
/// \context Any. \wraps{linux/sched/signal.h,scheduler/index.html}
class Threads : NotThreadSafe {
 public:
  /// Those of the process of \p task, in the section of \p guard.
  Threads(const Task& task KERNEL_LIFETIME_BOUND, const rcu::ReadGuard& guard KERNEL_LIFETIME_BOUND)
      : task_(task) {
    static_cast<void>(guard);
  }
  Threads(const Task&, const rcu::ReadGuard&&) = delete;  // the section ends at once
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  /// \cond
  using iterator = detail::ThreadIterator;
  iterator begin() const { return ++end(); }
  iterator end() const { return iterator(cpp_helper_thread_head(task_.as_raw())); }
  /// \endcond

 private:
  const Task& task_;
};

}  // namespace kernel
