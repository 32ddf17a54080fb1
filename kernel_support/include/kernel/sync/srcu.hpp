// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Read sections that may sleep.

#include <helpers/srcu.h>

#include <kernel/init.hpp>
#include <kernel/sync/lock_class.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/opaque.hpp>

namespace kernel {

template <LockName kName>
class SrcuGuard;

/// Read sections that may sleep, and a way to wait for their end: an SRCU domain.
///
///     # #include <kernel/alloc/kbox.hpp>
///     # ---
///     using Users = kernel::Srcu<"Example::users">;
///     auto users = TRY(kernel::KBox<Users>::init(kernel::GFP_KERNEL, Users::init));
///     {
///       auto guard = users->read_lock();
///       // one may sleep here
///     }
///     users->synchronize();   // whoever had a guard has given it back
///
/// As making one can fail, it is made in a Slot. Readers wait for nobody. Whoever wants to take
/// something away makes it unreachable for new readers first, and then waits with synchronize() for
/// those who may have found it. That waits for the readers of this domain only: unlike those of RCU
/// they may take their time.
///
/// \p kName, "Owner::field", is how lockdep calls it.
///
/// It can be neither copied nor moved.
///
/// \invariant The C object is initialised.
/// \context Making and destroying: may sleep; by then every guard must be gone.
/// \wraps{linux/srcu.h,RCU/whatisRCU.html}
template <LockName kName>
class KERNEL_CAPABILITY("SRCU domain") Srcu {
  static_assert(!kName.empty(), "name the domain by its \"Owner::field\"");
  using Class = detail::LockClass<Srcu, void, kName>;

 public:
  /// Makes a domain in \p slot.
  ///
  /// \errors #ENOMEM.
  static Result<Placed<Srcu>> init(Slot<Srcu> slot) KERNEL_MAY_SLEEP {
    Placed<Srcu> srcu = std::move(slot).emplace(Key());
    auto result =
        to_result(cpp_helper_init_srcu_struct(srcu->as_raw(), Class::name(), Class::key()));
    if (result.is_err()) {
      // What C did not initialise must not be destroyed.
      static_cast<void>(std::move(srcu).into_raw());
      return result.error();
    }
    return srcu;
  }

  ~Srcu() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    bindings::srcu_barrier(as_raw());
    bindings::cleanup_srcu_struct(as_raw());
  }

  /// Begins a read section, which ends when the guard goes.
  ///
  /// \context Any. Inside one may sleep, but must not call synchronize() of the same domain.
  SrcuGuard<kName> read_lock() const KERNEL_ACQUIRES_SHARED(this) KERNEL_NOT_ANALYSED {
    return SrcuGuard<kName>(*this, cpp_helper_srcu_read_lock(as_raw()));
  }

  /// Waits for the end of all read sections of this domain that have begun.
  ///
  /// \context May sleep; not inside a read section of this domain.
  void synchronize() const KERNEL_MUST_NOT_HOLD(this, context::Atomic::capability) {
    bindings::synchronize_srcu(as_raw());
  }

  /// The C object, for C functions.
  ///
  /// \safety What C does with it must end before the domain does.
  srcu_struct* as_raw() const { return srcu_.as_raw(); }

 private:
  /// Only init() can make one, and only by way of a Slot.
  struct Key {};

 public:
  /// \cond
  explicit Srcu(Key) {}
  /// \endcond

 private:
  Opaque<srcu_struct> srcu_;
};

/// An SRCU read section, from Srcu::read_lock() to its own end.
///
/// It is a local variable and nothing else: it can be neither copied nor moved nor made on the
/// heap. A function that wants to run inside a section takes the guard by reference.
///
///     # #include <kernel/alloc/kbox.hpp>
///     # ---
///     using Users = kernel::Srcu<"Example::users">;
///     auto users = TRY(kernel::KBox<Users>::init(kernel::GFP_KERNEL, Users::init));
///     kernel::SrcuGuard<"Example::users"> guard = users->read_lock();
///
/// \invariant The section of this index is open.
/// \context It ends on the thread that began it.
template <LockName kName>
class [[nodiscard]] KERNEL_SCOPED_CAPABILITY SrcuGuard : NotThreadSafe {
 public:
  SrcuGuard(const SrcuGuard&) = delete;
  SrcuGuard& operator=(const SrcuGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  /// Ends the section.
  ~SrcuGuard() KERNEL_RELEASES() {
    cpp_helper_srcu_read_unlock(srcu_.as_raw(), static_cast<int>(index_));
  }

 private:
  friend class Srcu<kName>;
  SrcuGuard(const Srcu<kName>& srcu, int index) : srcu_(srcu), index_(index) {}

  const Srcu<kName>& srcu_;
  long index_;
};

}  // namespace kernel
