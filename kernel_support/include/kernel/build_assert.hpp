// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Assertions that the compiler checks after optimising.

// A call that must not be left. Its lambda is a function of its own, so that each assertion has its
// own message.
#define KERNEL_BUILD_ERROR_(message) \
  ([]() __attribute__((noinline, error("BUILD_ASSERT: " message))) { asm(""); }())

/// Fails the build unless the optimiser can prove that \p condition holds.
///
/// For what `static_assert` cannot express, as the condition may depend on arguments that become
/// constants by inlining. It leaves no code behind.
///
///     [[gnu::always_inline]] inline u32 bit(unsigned number) {
///       BUILD_ASSERT(number < 32, "a register has 32 bits");
///       return 1U << number;
///     }
///     # ---
///
///     EXPECT_EQ(bit(4), 0x10);
///
/// \wraps{linux/build_bug.h,core-api/kernel-api.html}
#define BUILD_ASSERT(condition, message)            \
  do {                                              \
    if (!(condition)) KERNEL_BUILD_ERROR_(message); \
  } while (false)
