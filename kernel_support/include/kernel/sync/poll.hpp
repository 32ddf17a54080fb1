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

/// What can be done with a file at once, as its `poll` operation answers: several are joined by
/// `|`.
///
///     kernel::PollEvents events = kernel::EPOLLIN | kernel::EPOLLRDNORM;
///     EXPECT(events.contains(kernel::EPOLLIN) && !events.contains(kernel::EPOLLOUT));
///
/// \context Any.
/// \wraps{linux/poll.h,filesystems/vfs.html}
class PollEvents {
 public:
  /// None.
  constexpr PollEvents() = default;
  /// Those that C code means by \p value.
  static constexpr PollEvents from_raw(unsigned int value) { return PollEvents(value); }

  /// Whether all of \p events are among these.
  constexpr bool contains(PollEvents events) const {
    return (value_ & events.value_) == events.value_;
  }

  /// All of both.
  friend constexpr PollEvents operator|(PollEvents left, PollEvents right) {
    return PollEvents(left.value_ | right.value_);
  }
  /// Adds \p events.
  constexpr PollEvents& operator|=(PollEvents events) { return *this = *this | events; }
  friend constexpr bool operator==(PollEvents, PollEvents) = default;

  /// For C functions.
  constexpr unsigned int as_raw() const { return value_; }

 private:
  constexpr explicit PollEvents(unsigned int value) : value_(value) {}

  unsigned int value_ = 0;
};

/// There is something to read.
inline constexpr PollEvents EPOLLIN = PollEvents::from_raw(bindings::EPOLLIN);
/// There is room to write.
inline constexpr PollEvents EPOLLOUT = PollEvents::from_raw(bindings::EPOLLOUT);
/// There is something urgent.
inline constexpr PollEvents EPOLLPRI = PollEvents::from_raw(bindings::EPOLLPRI);
/// The same as #EPOLLIN, which programs may ask for, too.
inline constexpr PollEvents EPOLLRDNORM = PollEvents::from_raw(bindings::EPOLLRDNORM);
/// The same as #EPOLLOUT, which programs may ask for, too.
inline constexpr PollEvents EPOLLWRNORM = PollEvents::from_raw(bindings::EPOLLWRNORM);
/// Something is wrong with the file; told whether it was asked for or not.
inline constexpr PollEvents EPOLLERR = PollEvents::from_raw(bindings::EPOLLERR);
/// The other end is gone; told whether it was asked for or not.
inline constexpr PollEvents EPOLLHUP = PollEvents::from_raw(bindings::EPOLLHUP);

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
