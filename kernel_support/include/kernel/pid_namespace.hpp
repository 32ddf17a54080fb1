// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Namespaces of process numbers.

#include <helpers/pid_namespace.h>

#include <kernel/types/aref.hpp>
#include <kernel/types/opaque.hpp>

namespace kernel {

/// A namespace of process numbers: always a reference to a `struct pid_namespace`, which the kernel
/// counts. An ARef keeps it.
///
///     # #include <kernel/task.hpp>
///     # ---
///     kernel::ARef<kernel::PidNamespace> mine = kernel::current().pid_ns();
///     EXPECT_EQ(mine->level(), 0u);   // whoever loads modules mostly lives in the first one
///
/// \context Any. Giving one back (dec_ref()): may sleep.
/// \wraps{linux/pid_namespace.h,admin-guide/namespaces/index.html}
class PidNamespace {
 public:
  PidNamespace() = delete;
  PidNamespace(const PidNamespace&) = delete;
  PidNamespace& operator=(const PidNamespace&) = delete;

  /// \name Counting, for ARef
  /// \{

  /// One owner more.
  static void inc_ref(const PidNamespace& ns) { cpp_helper_get_pid_ns(ns.as_raw()); }
  /// One owner less. \context May sleep, when the last one goes.
  static void dec_ref(const PidNamespace& ns) { cpp_helper_put_pid_ns(ns.as_raw()); }
  /// \}

  /// The namespace that C code calls \p ns.
  ///
  /// \safety It must be kept as long as the reference is used.
  static const PidNamespace& from_raw(::pid_namespace* ns) {
    return *reinterpret_cast<const PidNamespace*>(ns);
  }

  /// How deep it lies below the first one, which is 0.
  unsigned int level() const { return cpp_helper_pid_ns_level(as_raw()); }
  /// Its number, as in `/proc/PID/ns/pid`.
  unsigned int inum() const { return cpp_helper_pid_ns_inum(as_raw()); }

  /// The C object, for C functions.
  ///
  /// \safety Somebody must keep it as long as it is used.
  ::pid_namespace* as_raw() const {
    return reinterpret_cast<::pid_namespace*>(const_cast<PidNamespace*>(this));
  }
};

}  // namespace kernel
