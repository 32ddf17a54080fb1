// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// What clang knows of lifetimes: a word for results that lead into an argument.
///
/// An owner that goes at once gives nothing out that leads into it: these functions are deleted for
/// it, and the compiler refuses `make().span()`. What leads into a local variable and leaves the
/// function is found by clang (`make lint`), as the functions bear this word:
///
///     # #include <kernel/alloc/kvec.hpp>
///     // std::span<int> dangling() {
///     //   kernel::KVec<int> numbers;
///     //   return numbers.span();   // address of stack memory returned
///     // }
///     std::span<int> first_half(kernel::KVec<int>& numbers KERNEL_LIFETIME_BOUND) {
///       return numbers.span().first(numbers.size() / 2);
///     }
///     # ---
///
///     auto numbers = TRY(kernel::KVec<int>::from_elem(7, 4, kernel::GFP_KERNEL));
///     EXPECT_EQ(first_half(numbers).size(), 2);
///
/// clang looks at one function at a time. What is kept beyond a call, in a member or a container,
/// it does not follow.

#include <span>
#include <type_traits>

/// Behind a parameter: the result of the function, or the object that a constructor makes, leads
/// into it. At the end of a member function: into the object.
///
/// To GCC, which builds the modules, it means nothing.
#ifdef __clang__
#define KERNEL_LIFETIME_BOUND [[clang::lifetimebound]]
#else
#define KERNEL_LIFETIME_BOUND
#endif

namespace kernel::detail {

/// Whether a T leads to an object that it does not own; views say so beside their classes.
template <typename T>
inline constexpr bool kLeadsElsewhere = std::is_pointer_v<T>;
template <typename T, decltype(sizeof(0)) extent>
inline constexpr bool kLeadsElsewhere<std::span<T, extent>> = true;

}  // namespace kernel::detail
