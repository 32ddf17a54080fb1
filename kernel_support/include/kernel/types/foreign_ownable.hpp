// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Owned objects that C code keeps as a `void*`.

#include <concepts>
#include <kernel/alloc/kbox.hpp>
#include <kernel/types/not_thread_safe.hpp>
#include <kernel/types/optional_ref.hpp>
#include <optional>

namespace kernel {

/// How the owner P hands its object to C code as a `void*` and gets it back.
///
///     using Boxes = kernel::ForeignOwnable<kernel::KBox<int>>;
///     auto box = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 7));
///     void* cookie = Boxes::into_foreign(std::move(box));   // C code keeps it,
///     EXPECT_EQ(Boxes::borrow(cookie), 7);                  // hands it to callbacks,
///     box = Boxes::from_foreign(cookie);                    // and gives it back
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
/// \safety from_foreign() and borrow() need an address from into_foreign() of the same P: it is a
/// `void*`, so the compiler cannot tell those of two types apart. To from_foreign() it may be given
/// once, and nothing that was borrowed may be in use then. borrow() of an owner that is alone, as a
/// box is, gives an object that may be changed: whoever calls it must be the only one that does so
/// at that time. Of a shared owner it gives a constant object.
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

/// Boxes: the address is that of the object, which is that of its block.
template <typename T, alloc::Allocator A>
struct ForeignOwnable<Box<T, A>> {
  using Borrowed = T&;
  static constexpr size_t kAlign = alignof(T) > A::kMinAlign ? alignof(T) : A::kMinAlign;

  static void* into_foreign(Box<T, A>&& box) { return std::move(box).into_raw(); }

  static Box<T, A> from_foreign(void* object) {
    // SAFETY: the caller guarantees that a box of this type gave the object away.
    return Box<T, A>::from_raw(static_cast<T*>(object));
  }

  static T& borrow(void* object) { return *static_cast<T*>(object); }
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
