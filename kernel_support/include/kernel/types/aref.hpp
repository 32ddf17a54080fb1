// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// References to objects that C code counts.

#include <concepts>
#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/relocatable.hpp>
#include <utility>

namespace kernel {

/// A type whose objects the kernel counts itself, as it counts tasks, files and devices:
/// `inc_ref()` adds an owner, `dec_ref()` takes one away and may destroy the object. Both work on a
/// constant object, as whoever owns a share of one may only look at it.
template <typename T>
concept AlwaysRefCounted = requires(const T& object) {
  { T::inc_ref(object) } -> std::same_as<void>;
  { T::dec_ref(object) } -> std::same_as<void>;
};

/// One owner of an object that the kernel counts; one pointer wide.
///
///     struct Session {   // an object of the kernel: C code counts its owners
///       static void inc_ref(const Session& session) { ++session.owners; }
///       static void dec_ref(const Session& session) { --session.owners; }
///       mutable int owners = 1;
///     };
///
///     Session session;
///     {
///       kernel::ARef<Session> mine(session);   // cannot go as long as this is there
///       EXPECT_EQ(mine->owners, 2);
///     }
///     EXPECT_EQ(session.owners, 1);
///
/// The object is constant, as it is for others, too, who may be other threads: what changes in it
/// guards itself, and has member functions that are const.
///
/// One that was moved from is empty and must not be used any more but to be destroyed or assigned
/// to.
///
/// \invariant The pointer is that of a T of which this is one owner, or null after a move.
/// \context Copying: any. Destroying: where `T::dec_ref()` may be called.
template <AlwaysRefCounted T>
class ARef {
 public:
  /// One owner more of \p object.
  explicit ARef(const T& object) : object_(&object) {
    // The kernel's flags let the compiler doubt that a reference leads to an object.
    if (!object_) __builtin_unreachable();
    T::inc_ref(object);
  }
  explicit ARef(const T&&) = delete;  // no object that C code counts is a temporary one

  /// One owner more.
  ARef(const ARef& other) : object_(other.object_) {
    // INVARIANT: nobody copies what was moved from. The compiler need not check for null again.
    if (!object_) __builtin_unreachable();
    T::inc_ref(*object_);
  }
  /// Takes the owner over; \p other is empty then.
  ARef(ARef&& other) : object_(other.object_) { other.object_ = nullptr; }
  /// Owns the object of \p other, and gives up its own.
  ARef& operator=(ARef other) {
    std::swap(object_, other.object_);
    return *this;
  }
  ~ARef() {
    if (object_) T::dec_ref(*object_);
  }

  /// \name The object
  ///
  /// Not to be had of a reference that goes at once: it may be the last owner.
  /// \{

  /// The object.
  const T& operator*() const& KERNEL_LIFETIME_BOUND { return *object_; }
  const T& operator*() const&& = delete;  // the owner goes at once: give it a name first
  /// A member of the object.
  const T* operator->() const& KERNEL_LIFETIME_BOUND { return object_; }
  const T* operator->() const&& = delete;  // the owner goes at once: give it a name first
  /// \}

  /// Takes over one owner that somebody else counted, C code for instance.
  ///
  /// \safety The caller must own the reference, and gives it up.
  static ARef from_raw(const T* object) { return ARef(object); }

  /// Gives the object away with its owner.
  ///
  /// \safety Somebody must take it over with from_raw(), or call `T::dec_ref()`.
  const T* into_raw() && {
    const T* object = object_;
    object_ = nullptr;
    return object;
  }

  /// Whether both own the same object. References to different types do not compare.
  friend bool operator==(const ARef& left, const ARef& right) {
    return left.object_ == right.object_;
  }

 private:
  explicit ARef(const T* object) : object_(object) {}

  const T* object_;
};

/// \cond
template <AlwaysRefCounted T>
inline constexpr bool kIsSend<ARef<T>> = Send<T>;
template <AlwaysRefCounted T>
inline constexpr bool kIsRelocatable<ARef<T>> = true;
/// \endcond

}  // namespace kernel
