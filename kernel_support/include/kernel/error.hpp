// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Errors of the kernel as values.

#include <bindings.hpp>

namespace kernel {

/// An error number of the kernel, known to be one.
///
/// Every kernel function that can fail says so with a small negative number, `-ENOMEM` for
/// instance. An `Error` holds such a number and nothing else, so it costs what the `int` costs, yet
/// is never mixed up with a count, a length or a file descriptor. The usual errors have names:
/// kernel::ENOMEM, kernel::EINVAL and so on (see errno.hpp).
///
/// Printed with `{}`, an error shows its name: `-ENOMEM`.
///
///     int number = -12;   // what a C function returned
///     kernel::Error error = kernel::Error::from_errno(number);
///     EXPECT(error == kernel::ENOMEM);
///     EXPECT_EQ(kernel::EINVAL.to_errno(), -22);
///
/// \invariant The number lies between -4095 (`-MAX_ERRNO`) and -1.
/// \context Any.
/// \wraps{linux/errno.h,core-api/kernel-api.html}
class Error {
 public:
  /// The error that a kernel function returned as a negative number. A number that is none (0,
  /// positive, or below -4095) becomes #EINVAL, so that a failure never turns into a success.
  static constexpr Error from_errno(int number) {
    if (number >= 0 || number < -bindings::MAX_ERRNO) return Error(-bindings::EINVAL);
    return Error(number);
  }

  /// The negative number that C expects, `-12` for #ENOMEM.
  constexpr int to_errno() const {
    // INVARIANT: it is negative, which lets tools see that an Error makes no success.
    if (number_ >= 0) __builtin_unreachable();
    return number_;
  }

  /// The error in the form of a pointer, as C functions that return pointers report it
  /// (`ERR_PTR`). The pointer must never be followed.
  template <typename T = void>
  T* to_ptr() const {
    // INVARIANT: a negative number of at most 4095 becomes an address no object can have.
    return reinterpret_cast<T*>(static_cast<long>(number_));
  }

  friend constexpr bool operator==(Error, Error) = default;

 private:
  template <typename T>
  friend class Result;

  explicit constexpr Error(int number) : number_(number) {}

  int number_;
};

}  // namespace kernel

#include <kernel/errno.hpp>  // IWYU pragma: export
