// SPDX-License-Identifier: GPL-2.0
#pragma once
// Internal to kernel_support: what can be taken away, whatever its type.

#include <helpers/srcu.h>

#include <kernel/result.hpp>
#include <kernel/sync/atomic.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/opaque.hpp>

namespace kernel::detail {

/// Whether an object is there that may be taken away, and who uses it now. A module has these
/// functions once, not for each type of object.
///
/// It begins without an object. One whose start() failed must not be destroyed.
class Revocation {
 public:
  Revocation() = default;
  Revocation(const Revocation&) = delete;
  Revocation& operator=(const Revocation&) = delete;
  [[gnu::noinline]] ~Revocation() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    bindings::srcu_barrier(users_.as_raw());
    bindings::cleanup_srcu_struct(users_.as_raw());
  }

  Result<void> start(const char* name, ::lock_class_key* key) const KERNEL_MAY_SLEEP {
    return to_result(cpp_helper_init_srcu_struct(users_.as_raw(), name, key));
  }

  /// The object is there. Nobody knows it yet.
  void grant() const { available_.store(1, Relaxed); }

  /// Lets nobody get at the object any more, and waits for those who use it. Returns whether it was
  /// the first to do so: then nobody else destroys it.
  [[gnu::noinline]] bool revoke() const KERNEL_MAY_SLEEP {
    if (!available_.xchg(0, Full)) return false;
    bindings::synchronize_srcu(users_.as_raw());
    return true;
  }

  bool is_available() const { return available_.load(Acquire) != 0; }

  /// Begins a use, which leave() ends; is_available() tells then, and for as long, of what.
  int enter() const { return cpp_helper_srcu_read_lock(users_.as_raw()); }
  void leave(int index) const { cpp_helper_srcu_read_unlock(users_.as_raw(), index); }

 private:
  Opaque<srcu_struct> users_;
  Atomic<int> available_{0};
};

}  // namespace kernel::detail
