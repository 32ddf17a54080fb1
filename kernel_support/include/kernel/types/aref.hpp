// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// References to objects that C code counts.

#include <concepts>
#include <kernel/types/not_thread_safe.hpp>
#include <utility>

namespace kernel {

/// A type whose objects the kernel counts itself, as it counts tasks, files and devices:
/// `inc_ref()` adds an owner, `dec_ref()` takes one away and may destroy the object.
template <typename T>
concept AlwaysRefCounted = requires(T& object) {
  { T::inc_ref(object) } -> std::same_as<void>;
  { T::dec_ref(object) } -> std::same_as<void>;
};

/// One owner of an object that the kernel counts; one pointer wide.
///
///     struct Session {   // an object of the kernel: C code counts its owners
///       static void inc_ref(Session& session) { ++session.owners; }
///       static void dec_ref(Session& session) { --session.owners; }
///       int owners = 1;
///     };
///
///     Session session;
///     {
///       kernel::ARef<Session> mine(session);   // cannot go as long as this is there
///       EXPECT_EQ(mine->owners, 2);
///     }
///     EXPECT_EQ(session.owners, 1);
///
/// \invariant The pointer is that of a T of which this is one owner, or null after a move.
/// \context Copying: any. Destroying: where `T::dec_ref()` may be called.
template <AlwaysRefCounted T>
class ARef {
 public:
  /// One owner more of \p object.
  explicit ARef(T& object) : object_(&object) { T::inc_ref(object); }

  /// One owner more.
  ARef(const ARef& other) : object_(other.object_) {
    // INVARIANT: nobody copies what was moved from. The compiler need not check for null again.
    if (!object_) __builtin_unreachable();
    T::inc_ref(*object_);
  }
  /// Takes the owner over; \p other is empty then.
  ARef(ARef&& other) : object_(other.object_) { other.object_ = nullptr; }
  /// Gives up its own object and owns that of \p other.
  ARef& operator=(ARef other) {
    std::swap(object_, other.object_);
    return *this;
  }
  ~ARef() {
    if (object_) T::dec_ref(*object_);
  }

  /// The object.
  T& operator*() const { return *object_; }
  /// A member of the object.
  T* operator->() const { return object_; }

  /// Takes over one owner that somebody else counted, C code for instance.
  ///
  /// \safety The caller must own the reference, and gives it up.
  static ARef from_raw(T* object) { return ARef(object); }

  /// Gives the object away with its owner.
  ///
  /// \safety Somebody must take it over with from_raw(), or call `T::dec_ref()`.
  T* into_raw() && {
    T* object = object_;
    object_ = nullptr;
    return object;
  }

  /// Whether both own the same object. References to different types do not compare.
  friend bool operator==(const ARef& left, const ARef& right) {
    return left.object_ == right.object_;
  }

 private:
  explicit ARef(T* object) : object_(object) {}

  T* object_;
};

/// \cond
template <AlwaysRefCounted T>
inline constexpr bool kIsSend<ARef<T>> = Send<T>;
/// \endcond

}  // namespace kernel
