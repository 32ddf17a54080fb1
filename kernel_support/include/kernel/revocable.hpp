// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Objects that can be taken away from those who use them.

#include <kernel/bug.hpp>
#include <kernel/detail/revocation.hpp>
#include <kernel/init.hpp>
#include <kernel/sync/lock_class.hpp>
#include <kernel/thread_safety.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel {

template <typename T>
class RevocableGuard;
template <typename T>
class Devres;

/// A T that may go while others still know it, as what belongs to hardware does: whoever uses it
/// asks first, and whoever takes it away waits for those who use it now.
///
///     # #include <kernel/alloc/kbox.hpp>
///     using Level = kernel::Revocable<int>;
///     # ---
///
///     auto level = TRY(kernel::KBox<Level>::init(
///         kernel::GFP_KERNEL,
///         [](kernel::Slot<Level> slot) { return Level::init(std::move(slot), 7); }));
///     if (auto access = level->try_access()) EXPECT_EQ(*access, 7);
///     level->revoke();   // waits for accesses that run, and destroys the int
///     EXPECT(!level->try_access());
///
/// The T is constant, as any number of threads use it at once, and must be Send: what changes in it
/// guards itself.
///
/// An access may sleep (it is a read section of SRCU), and costs neither a lock nor a write that
/// other processors see. Taking away waits for a grace period, milliseconds.
///
/// It can be neither copied nor moved.
///
/// \invariant The T is there as long as the object is available, and those accesses run that began
/// before it was not.
/// \context Making: may sleep. Destroying: may sleep; every guard must be gone.
/// \wraps{linux/srcu.h,RCU/whatisRCU.html}
template <typename T>
class Revocable {
 public:
  /// Makes a T of \p args in \p slot.
  ///
  /// \errors #ENOMEM.
  template <typename... Args>
  static Result<Placed<Revocable>> init(Slot<Revocable> slot, Args&&... args) KERNEL_MAY_SLEEP {
    return init_by(std::move(slot), [&](Slot<T> content) -> Result<Placed<T>> {
      return std::move(content).emplace(std::forward<Args>(args)...);
    });
  }

  /// The same with a T that \p make builds in a slot of its own: for objects whose making can fail.
  ///
  ///     # #include <kernel/alloc/kbox.hpp>
  ///     # ---
  ///     using Buffer = kernel::Revocable<kernel::KBox<int>>;
  ///     auto make = [](kernel::Slot<kernel::KBox<int>> slot)
  ///         -> kernel::Result<kernel::Placed<kernel::KBox<int>>> {
  ///       auto box = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 7));
  ///       return std::move(slot).emplace(std::move(box));
  ///     };
  ///     auto buffer = TRY(kernel::KBox<Buffer>::init(
  ///         kernel::GFP_KERNEL,
  ///         [&](kernel::Slot<Buffer> slot) { return Buffer::init_by(std::move(slot), make); }));
  ///     if (auto access = buffer->try_access()) EXPECT_EQ(**access, 7);
  ///
  /// \errors #ENOMEM, and those of \p make.
  template <typename Make>
  static Result<Placed<Revocable>> init_by(Slot<Revocable> slot, Make&& make) KERNEL_MAY_SLEEP {
    static_assert(Send<T>, "any thread may use it and take it away, so it must be Send");
    Placed<Revocable> revocable = std::move(slot).emplace(Key());
    auto started = revocable->users_.start(Class::name(), Class::key());
    if (started.is_err()) {
      // What C did not initialise must not be destroyed.
      static_cast<void>(std::move(revocable).into_raw());
      return started.error();
    }
    TRY(Slot<T>::fill(revocable->content_, std::forward<Make>(make)));
    revocable->users_.grant();
    return revocable;
  }

  Revocable(const Revocable&) = delete;
  Revocable& operator=(const Revocable&) = delete;
  ~Revocable() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {
    // Nobody uses it any more, as its owner destroys it.
    if (users_.is_available()) object().~T();
  }

  /// The T, unless it was taken away: ask the guard. As long as the guard is there, so is the T.
  ///
  /// \context Any, interrupts included. With the guard one may sleep, but must not call revoke()
  /// of the same object, which would wait for itself.
  RevocableGuard<T> try_access() const KERNEL_LIFETIME_BOUND { return {users_, object()}; }

  /// Takes the T away: from now on nobody gets at it any more; waits for those who do now, and
  /// destroys it. Returns whether it was the first to do so; others do not wait.
  ///
  /// \context May sleep; not with a guard of this object.
  bool revoke() const KERNEL_MAY_SLEEP {
    if (!users_.revoke()) return false;
    object().~T();
    return true;
  }

  /// Whether the T is there now. For whoever knows that nobody takes it away meanwhile.
  bool is_available() const { return users_.is_available(); }

  /// The T, without asking.
  ///
  /// \safety It must be there, and nobody may take it away while the reference is used.
  const T& access_raw() const KERNEL_LIFETIME_BOUND { return object(); }

 private:
  using Class = detail::LockClass<Revocable, T, "">;

  /// Only init() can make one, and only by way of a Slot.
  struct Key {};

 public:
  /// \cond
  explicit Revocable(Key) {}
  /// \endcond

 private:
  T& object() const { return *reinterpret_cast<T*>(content_); }

  detail::Revocation users_;
  alignas(T) mutable unsigned char content_[sizeof(T)];
};

/// The use of an object that can be taken away, as long as this is there; or none, if it was.
///
/// It is a local variable and nothing else: it can be neither copied nor moved nor made on the
/// heap.
///
///     # #include <kernel/alloc/kbox.hpp>
///     # ---
///     # using Level = kernel::Revocable<int>;
///     # auto level = TRY(kernel::KBox<Level>::init(
///     #     kernel::GFP_KERNEL,
///     #     [](kernel::Slot<Level> slot) { return Level::init(std::move(slot), 7); }));
///     kernel::RevocableGuard<int> access = level->try_access();
///     if (!access) return kernel::ENODEV;
///     EXPECT_EQ(*access, 7);
///
/// \invariant A read section of the object is open.
/// \context It ends on the thread that began it.
template <typename T>
class [[nodiscard]] RevocableGuard : NotThreadSafe {
 public:
  RevocableGuard(const RevocableGuard&) = delete;
  RevocableGuard& operator=(const RevocableGuard&) = delete;
  static void* operator new(decltype(sizeof(0))) = delete;
  ~RevocableGuard() { users_.leave(index_); }

  /// Whether the object is there.
  explicit operator bool() const { return available_ != 0; }

  /// \name The object
  ///
  /// Asking for one that was taken away is a bug and stops the thread with an oops. Not to be had
  /// of a guard that goes at once.
  /// \{

  /// The object.
  const T& operator*() const& KERNEL_LIFETIME_BOUND {
    if (!available_) bug("what was taken away is used: ask the guard first");
    return object_;
  }
  const T& operator*() const&& = delete;  // the access ends at once: give the guard a name first
  /// A member of the object.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return &**this; }
  const T* operator->() const&& = delete;  // the access ends at once: give the guard a name first
                                           /// \}

 private:
  friend class Revocable<T>;
  friend class Devres<T>;
  RevocableGuard(const detail::Revocation& users, const T& object)
      : users_(users), object_(object), index_(users.enter()) {
    available_ = users.is_available();
  }

  const detail::Revocation& users_;
  const T& object_;
  // Two members of one size: no bytes between them that a kernel would have to clear.
  int index_;
  int available_;
};

}  // namespace kernel
