// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What may be handed to another thread.

#include <array>
#include <kernel/result.hpp>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace kernel {

class CStr;

/// A base that says: objects of this class stay with the thread that made them. It has no size.
///
///     class Trace : kernel::NotThreadSafe {
///      public:
///       void note(int event) { last_ = event; }   // of this thread, so without a lock
///
///      private:
///       int last_ = 0;
///     };
///     static_assert(!kernel::Send<Trace>);
///
/// A class that has such an object as a member needs the base as well: see Send. A comparison of
/// such a class is written out, as the base has none for a defaulted one.
///
/// \context Any.
class NotThreadSafe {};

/// What Send goes by, for types that are neither `const` nor arrays.
///
/// A specialisation decides about a type that cannot have the base NotThreadSafe, or knows better:
///
///     # struct Session;
///     // SAFETY: it is compared with other addresses, and never followed.
///     template <>
///     inline constexpr bool kernel::kIsSend<const Session*> = true;
///     # ---
///     # static_assert(kernel::Send<const Session*>);
///
/// \safety Where it is made true, other threads must be allowed to use and to destroy a value of
/// the type.
template <typename T>
inline constexpr bool kIsSend = std::is_arithmetic_v<T> || std::is_enum_v<T> ||
                                std::is_null_pointer_v<T> || std::is_member_pointer_v<T> ||
                                std::is_function_v<std::remove_pointer_t<T>> ||
                                std::is_union_v<T> ||
                                (std::is_class_v<T> && !std::is_base_of_v<NotThreadSafe, T>);

/// Whether a value of type T may be handed to another thread.
///
///     static_assert(kernel::Send<int> && kernel::Send<std::optional<int>>);
///     static_assert(!kernel::Send<int*>);   // somebody else owns what it points to
///
/// These may: numbers, enumerators, functions, and objects of classes. These may not:
///
/// - objects of a class with the base NotThreadSafe, guards of locks among them;
/// - what only refers to an object that somebody else owns: pointers and references, CStr,
///   `std::span`, ArcBorrow, OptionalRef, BitmapRef, cursors and iterators. Hand over an owner
///   instead: an Arc, a KBox, a CString.
///
/// Owners, containers, locks and atomics may if what they hold may: Box, Vec, List, RBTree, XArray,
/// Arc, ARef, Mutex and all other locks, SetOnce, Atomic, rcu::Pointer, Result, arrays, and the
/// standard library's `array`, `optional`, `pair`, `tuple` and `variant`.
///
/// The compiler does not let this look at members. A class that has a pointer to something of this
/// thread passes unless it has the base NotThreadSafe, and so does a lambda, whatever it captures.
/// And there is no second question, as Rust's `Sync` is: what threads share, they share through an
/// Arc, where it is constant, or with a lock around.
template <typename T>
concept Send = kIsSend<std::remove_cv_t<std::remove_all_extents_t<T>>>;

namespace detail {

/// What a function may give that has seen what is guarded: nothing, or what does not lead back.
template <typename T>
concept Leaves = std::is_void_v<T> || Send<T>;

}  // namespace detail

/// \cond
template <>
inline constexpr bool kIsSend<CStr> = false;
template <typename T>
inline constexpr bool kIsSend<Result<T>> = std::is_void_v<T> || Send<T>;

template <typename T, size_t N>
inline constexpr bool kIsSend<std::array<T, N>> = Send<T>;
template <typename T>
inline constexpr bool kIsSend<std::optional<T>> = Send<T>;
template <typename... T>
inline constexpr bool kIsSend<std::tuple<T...>> = (Send<T> && ...);
template <typename T, typename U>
inline constexpr bool kIsSend<std::pair<T, U>> = Send<std::tuple<T, U>>;
template <typename... T>
inline constexpr bool kIsSend<std::variant<T...>> = (Send<T> && ...);
template <typename T, size_t N>
inline constexpr bool kIsSend<std::span<T, N>> = false;
/// \endcond

}  // namespace kernel
