// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Files that `poll()`, `select()` and epoll can wait for.

#include <helpers/poll.h>

#include <kernel/fs/file.hpp>
#include <kernel/sync/condvar.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

/// A CondVar that programs can wait for too, with `poll()`, `select()` or epoll: notifications wake
/// those who wait in the kernel, and make programs ask for the state of the file again.
///
/// It may be destroyed before a file that epoll watches is closed: the destructor takes it out of
/// every epoll. A program that is inside of `poll()` or `select()` cannot be made to let go, so as
/// long as one may be there, the PollCondVar must live; where the file owns it, that is given.
///
/// \context As for CondVar. Destroying: may sleep, and waits for a grace period of RCU.
/// \wraps{linux/wait.h,filesystems/vfs.html}
template <typename L, LockName kName = "">
class PollCondVar : public CondVar<L, kName> {
 public:
  PollCondVar() = default;
  /// Detaches it from epoll.
  ~PollCondVar() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    cpp_helper_wake_up_pollfree(this->as_raw());
    // epoll may be about to take its entry out of the queue; it holds RCU's read lock for that.
    bindings::synchronize_rcu();
  }
};

/// Who asks in a file's `poll` operation, and wants to be told when the answer changes.
///
///     # #include <kernel/sync/mutex.hpp>
///     # ---
///     # kernel::Mutex<bool, "Example::readable"> readable(false);
///     # kernel::PollCondVar<decltype(readable), "Example::changed"> changed;
///     # ::poll_table nobody = {};
///     # ::poll_table* table = &nobody;
///     # alignas(long) unsigned char room[64];
///     # auto* file = reinterpret_cast<::file*>(room);
///     auto poller = kernel::PollTable::from_raw(table);
///     poller.register_wait(kernel::File::from_raw(file), changed);
///     bool now = readable.with([](bool& is) { return is; });   // looked at after registering
///     # EXPECT(!now);
///
/// \context May sleep.
/// \wraps{linux/poll.h,filesystems/vfs.html}
class PollTable : NotThreadSafe {
 public:
  /// The table that C code passes to the `poll` operation. It may be null: nobody waits then.
  ///
  /// \safety \p table must be null or stay valid as long as the object is used.
  static PollTable from_raw(::poll_table* table) { return PollTable(table); }

  /// The C object, for C functions.
  ///
  /// \safety It is valid only as long as the `poll` operation runs.
  ::poll_table* as_raw() const { return table_; }

  /// Has \p condvar wake whoever polls \p file. Look at the state after this: what changes from now
  /// on is notified.
  ///
  /// \safety See PollCondVar: \p condvar must outlive programs that are inside of `poll()` or
  /// `select()` for \p file.
  /// \context May sleep.
  template <typename L, LockName kName>
  void register_wait(const File& file,
                     const PollCondVar<L, kName>& condvar) const KERNEL_MAY_SLEEP {
    cpp_helper_poll_wait(file.as_raw(), condvar.as_raw(), table_);
  }

 private:
  explicit PollTable(::poll_table* table) : table_(table) {}

  ::poll_table* table_;
};

}  // namespace kernel
