// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Owned objects that C code keeps as a `void*`.

#include <concepts>
#include <kernel/alloc/kbox.hpp>
#include <optional>

namespace kernel {

/// How the owner P hands its object to C code as a `void*` and gets it back.
///
/// A specialisation makes P such an owner; Box has one here, other owners beside their own
/// definition. It has
///
/// - `void* into_foreign(P&& owner)`: the object's address; the owner is empty from now on and the
///   address owns the object;
/// - `P from_foreign(void* object)`: the owner again;
/// - `Borrowed` and `Borrowed borrow(void* object)`: the object, without taking it back;
/// - `kAlign`: what the address is a multiple of.
///
/// \safety from_foreign() and borrow() need an address from into_foreign() of the same P. To
/// from_foreign() it may be given once, and nothing that was borrowed may be in use then.
template <typename P>
struct ForeignOwnable;

/// An owner that has a ForeignOwnable.
template <typename P>
concept IsForeignOwnable = std::movable<P> && requires(P owner, void* object) {
  typename ForeignOwnable<P>::Borrowed;
  { ForeignOwnable<P>::into_foreign(std::move(owner)) } -> std::same_as<void*>;
  { ForeignOwnable<P>::from_foreign(object) } -> std::same_as<P>;
  { ForeignOwnable<P>::borrow(object) } -> std::same_as<typename ForeignOwnable<P>::Borrowed>;
  { ForeignOwnable<P>::kAlign } -> std::convertible_to<size_t>;
};

/// Boxes: the address is that of the object.
template <typename T, alloc::Allocator A>
struct ForeignOwnable<Box<T, A>> {
  using Borrowed = T&;
  static constexpr size_t kAlign = alignof(T);

  static void* into_foreign(Box<T, A>&& box) { return std::move(box).into_raw(); }

  static Box<T, A> from_foreign(void* object) {
    // SAFETY: the caller guarantees that a box of this type gave the object away.
    return Box<T, A>::from_raw(static_cast<T*>(object));
  }

  static T& borrow(void* object) { return *static_cast<T*>(object); }
};

/// A reference to a T, or to none; one pointer wide.
///
///     if (auto point = guard.get(7)) pr_info("{} {}\n", point->x, point->y);
///
/// \context Any.
template <typename T>
class OptionalRef {
 public:
  /// No reference.
  constexpr OptionalRef() = default;
  /// A reference to \p object.
  constexpr explicit OptionalRef(T& object) : object_(&object) {}

  /// Whether there is one.
  constexpr explicit operator bool() const { return object_ != nullptr; }

  /// The object; asking for one that is not there is a bug and stops the thread with an oops.
  constexpr T& operator*() const {
    if (!object_) bug();
    return *object_;
  }
  /// A member of the object, with the same check.
  constexpr T* operator->() const { return &**this; }

 private:
  T* object_ = nullptr;
};

namespace detail {

/// What may be borrowed or not: references have an OptionalRef.
template <typename Borrowed>
struct OptionalBorrowed {
  using Type = std::optional<Borrowed>;
};
template <typename T>
struct OptionalBorrowed<T&> {
  using Type = OptionalRef<T>;
};

}  // namespace detail
}  // namespace kernel
