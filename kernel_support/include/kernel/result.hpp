// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// The outcome of an operation that may fail.

#include <kernel/bug.hpp>
#include <kernel/error.hpp>
#include <kernel/lifetime.hpp>
#include <new>
#include <type_traits>
#include <utility>

// A name for the attribute, as clang-format 14 does not understand one with a reason.
#define KERNEL_MUST_LOOK_ \
  [[nodiscard("this operation can fail: use TRY(...) or look at the result")]]

namespace kernel {

template <typename T>
class Result;

namespace detail {

/// The type of an error number beside a T. One that leaves no padding lets GCC return the two in
/// registers; with padding it takes a detour over the stack.
template <typename T>
using ErrorBeside = std::conditional_t<(alignof(T) >= alignof(long)), long, int>;

/// Room for a T that is there only if no error is. Each form knows whether there is an error, which
/// one, and the value.
template <typename T>
struct ResultStorage {
  union {
    T value_;
  };
  ErrorBeside<T> error_ = 0;

  constexpr explicit ResultStorage(std::in_place_t) : value_() {}
  template <typename... Args>
  constexpr explicit ResultStorage(std::in_place_t, Args&&... args)
      : value_{std::forward<Args>(args)...} {}
  constexpr explicit ResultStorage(Error error) : error_(error.to_errno()) {}

  constexpr bool failed() const { return error_ != 0; }
  constexpr int error_number() const { return static_cast<int>(error_); }
  constexpr T& get() & { return value_; }
  constexpr const T& get() const& { return value_; }
  constexpr T&& get() && { return std::move(value_); }
};

template <typename T>
  requires(!std::is_trivially_destructible_v<T>)
struct ResultStorage<T> {
  union {
    T value_;
  };
  ErrorBeside<T> error_ = 0;

  constexpr explicit ResultStorage(std::in_place_t) : value_() {}
  template <typename... Args>
  constexpr explicit ResultStorage(std::in_place_t, Args&&... args)
      : value_{std::forward<Args>(args)...} {}
  constexpr explicit ResultStorage(Error error) : error_(error.to_errno()) {}

  ResultStorage(const ResultStorage&) = delete;
  ResultStorage& operator=(const ResultStorage&) = delete;
  ResultStorage(ResultStorage&& other) requires std::is_move_constructible_v<T>
      : error_(other.error_) {
    if (error_ == 0) ::new (static_cast<void*>(&value_)) T(std::move(other.value_));
  }

  constexpr ~ResultStorage() {
    if (error_ == 0) value_.~T();
  }

  constexpr bool failed() const { return error_ != 0; }
  constexpr int error_number() const { return static_cast<int>(error_); }
  constexpr T& get() & { return value_; }
  constexpr const T& get() const& { return value_; }
  constexpr T&& get() && { return std::move(value_); }
};

/// An object that may be given where an owner of type T is wanted, as it converts to one.
template <typename U, typename T>
concept Becomes =
    std::is_class_v<U> && !std::is_trivially_copyable_v<T> && !std::is_same_v<U, T> &&
    !std::is_same_v<U, Error> && !std::is_same_v<U, Result<T>> && std::is_convertible_v<U, T>;

/// Refuses a function that makes of an owner what leads into it, as the owner goes next.
template <typename From, typename To>
consteval void require_to_stay() {
  static_assert(std::is_trivially_copyable_v<From> || !kLeadsElsewhere<To>,
                "the value goes when its function returns: what leads into it cannot stay");
}
template <typename T>
struct ValueOf {
  using Type = T;
};
template <typename T>
struct ValueOf<Result<T>> {
  using Type = T;
};

/// Stands for a value that nobody can pass.
class Nothing {
 public:
  Nothing() = delete;
};

/// The unsigned integer of a T's size.
template <typename T>
using BitsOf = std::conditional_t<
    sizeof(T) == sizeof(char), unsigned char,
    std::conditional_t<sizeof(T) == sizeof(short), unsigned short, unsigned int>>;

/// A small T or an error in one register: the value's bits, or the error as a negative number. What
/// C does with an int, except that all values of an int remain possible.
template <typename T>
  requires(std::has_unique_object_representations_v<T> && !std::is_pointer_v<T> &&
           (sizeof(T) == sizeof(char) || sizeof(T) == sizeof(short) || sizeof(T) == sizeof(int)) &&
           std::is_trivially_copyable_v<T> && std::is_copy_constructible_v<T>)
struct ResultStorage<T> {
  long long word_;

  template <typename... Args>
  constexpr explicit ResultStorage(std::in_place_t, Args&&... args)
      : word_(__builtin_bit_cast(BitsOf<T>, T{std::forward<Args>(args)...})) {}
  constexpr explicit ResultStorage(Error error) : word_(error.to_errno()) {}

  constexpr bool failed() const { return word_ < 0; }
  constexpr int error_number() const { return static_cast<int>(word_); }
  constexpr T get() const { return __builtin_bit_cast(T, static_cast<BitsOf<T>>(word_)); }
};

/// A pointer or an error in one register, as C keeps them (`ERR_PTR`): no object has one of the
/// last 4095 addresses.
template <typename T>
struct ResultStorage<T*> {
  T* pointer_;

  constexpr explicit ResultStorage(std::in_place_t, T* pointer = nullptr) : pointer_(pointer) {}
  explicit ResultStorage(Error error) : pointer_(error.to_ptr<T>()) {}

  bool failed() const {
    return reinterpret_cast<unsigned long>(pointer_) >=
           -static_cast<unsigned long>(bindings::MAX_ERRNO);
  }
  int error_number() const { return static_cast<int>(reinterpret_cast<long>(pointer_)); }
  constexpr T* get() const { return pointer_; }
};

}  // namespace detail

/// Either a value or the Error that kept it from being made.
///
///     kernel::Result<int> half(int number) {
///       if (number % 2) return kernel::EINVAL;
///       return number / 2;
///     }
///
///     kernel::Result<void> quarter(int number) {
///       int halved = TRY(half(number));   // an error leaves quarter() here
///       int result = TRY(half(halved));
///       pr_info("a quarter of {} is {}\n", number, result);
///       return {};
///     }
///     # ---
///
///     TRY(quarter(8));
///     EXPECT_EQ(half(8).value(), 4);
///     EXPECT(quarter(6).error() == kernel::EINVAL);
///
/// A result must not be dropped: ignoring one does not compile. It is taken apart with TRY, or by
/// asking is_ok(). It is no condition by itself, as `if (result)` could also ask for the value.
///
/// A value that cannot be moved (because C code keeps its address) is built where it shall stay:
/// `return {std::in_place, arguments...};`. No copy and no move happens on the way to the caller.
///
/// It costs what C's conventions cost: `Result<void>` is an `int`, `Result<int>` and results of
/// other small types are one register, `Result<T*>` is the pointer of C's `ERR_PTR`. Of those
/// value() gives a copy; of others, a reference, or the value itself if the result goes at once.
///
/// \context Any, if making and destroying T is possible there.
template <typename T>
class KERNEL_MUST_LOOK_ Result : private detail::ResultStorage<T> {
  static_assert(!std::is_reference_v<T>, "a Result holds a value; use a pointer-like type");
  using Storage = detail::ResultStorage<T>;

 public:
  /// Success, with a value that is moved in; of types that can be moved.
  // NOLINTNEXTLINE(google-explicit-constructor): `return value;` is how a function succeeds
  constexpr Result(std::conditional_t<std::is_move_constructible_v<T>, T, detail::Nothing> value)
      : Storage(std::in_place, std::move(value)) {}

  /// Success, with what becomes of \p value, an object that converts to T: a box of a derived class
  /// where one of the base is wanted.
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload): the same
  constexpr Result(U&& value) requires detail::Becomes<U, T>
      : Storage(std::in_place, std::forward<U>(value)) {}

  /// Success, with a value built in place from \p args.
  template <typename... Args>
  // NOLINTNEXTLINE(google-explicit-constructor): so is `return {std::in_place};`
  constexpr Result(std::in_place_t, Args&&... args)
      : Storage(std::in_place, std::forward<Args>(args)...) {}

  /// Failure.
  // NOLINTNEXTLINE(google-explicit-constructor): `return kernel::ENOMEM;` is how it fails
  constexpr Result(Error error) : Storage(error) {
    // The compiler shall lay out the code for the other case.
    [[unlikely]];
  }

  /// Whether there is a value.
  constexpr bool is_ok() const { return !this->failed(); }
  /// Whether there is an error.
  constexpr bool is_err() const { return this->failed(); }
  explicit operator bool() const = delete;  // ask is_ok(), or the value: if (result.value())

  /// The value. Asking for it where there is an error is a bug and stops the thread with an oops;
  /// prefer TRY, which cannot be wrong.
  constexpr decltype(auto) value() & KERNEL_LIFETIME_BOUND {
    if (is_err()) bug("a Result with an error has no value: TRY it, or ask is_ok() first");
    return this->get();
  }
  constexpr decltype(auto) value() const& KERNEL_LIFETIME_BOUND {
    if (is_err()) bug("a Result with an error has no value: TRY it, or ask is_ok() first");
    return this->get();
  }
  constexpr T value() && {
    static_assert(std::is_move_constructible_v<T>,
                  "a value that cannot move stays in its result: give the result a name first");
    if (is_err()) bug("a Result with an error has no value: TRY it, or ask is_ok() first");
    return static_cast<Storage&&>(*this).get();
  }

  /// The value, or \p other if there is an error.
  template <typename U>
  constexpr T value_or(U&& other) && {
    if (is_err()) return static_cast<T>(std::forward<U>(other));
    return static_cast<Storage&&>(*this).get();
  }

  /// The error. Asking for it where there is none is a bug and stops the thread with an oops.
  constexpr Error error() const {
    if (is_ok()) bug("a Result with a value has no error: ask is_err() first");
    return Error(this->error_number());
  }

  /// What \p next makes of the value: a function from T to a Result. An error is passed on.
  template <typename F>
  constexpr auto and_then(F&& next) && -> std::invoke_result_t<F, T> {
    detail::require_to_stay<T, typename detail::ValueOf<std::invoke_result_t<F, T>>::Type>();
    if (is_err()) return error();
    return std::forward<F>(next)(static_cast<Storage&&>(*this).get());
  }

  /// A result holding what \p function makes of the value. An error is passed on.
  template <typename F>
  constexpr auto transform(F&& function) && -> Result<std::invoke_result_t<F, T>> {
    detail::require_to_stay<T, std::invoke_result_t<F, T>>();
    if (is_err()) return error();
    if constexpr (std::is_void_v<std::invoke_result_t<F, T>>) {
      std::forward<F>(function)(static_cast<Storage&&>(*this).get());
      return {};
    } else {
      return std::forward<F>(function)(static_cast<Storage&&>(*this).get());
    }
  }
};

/// Success or an Error, for operations that give nothing back.
template <>
class KERNEL_MUST_LOOK_ Result<void> {
 public:
  /// Success.
  constexpr Result() = default;
  /// Failure.
  // NOLINTNEXTLINE(google-explicit-constructor): `return kernel::ENOMEM;` is how it fails
  constexpr Result(Error error) : error_(error.to_errno()) { [[unlikely]]; }

  /// Whether the operation succeeded.
  constexpr bool is_ok() const { return error_ == 0; }
  /// Whether it failed.
  constexpr bool is_err() const { return error_ != 0; }
  explicit operator bool() const = delete;  // ask is_ok()

  /// Nothing; asking for it where there is an error is a bug and stops the thread with an oops.
  constexpr void value() const {
    if (is_err()) bug("a Result with an error has no value: TRY it, or ask is_ok() first");
  }

  /// The error. Asking for it where there is none is a bug and stops the thread with an oops.
  constexpr Error error() const {
    if (is_ok()) bug("a Result with a value has no error: ask is_err() first");
    return Error(error_);
  }

  /// What C expects: 0 or a negative error number.
  constexpr int to_errno() const { return error_; }

  /// What \p next, a function that returns a Result, makes of the success. An error is passed on.
  template <typename F>
  constexpr auto and_then(F&& next) const -> std::invoke_result_t<F> {
    if (is_err()) return error();
    return std::forward<F>(next)();
  }

 private:
  int error_ = 0;
};

/// The result of a C function that returns 0 or a negative error number. Positive numbers count as
/// success, as they do in C's `if (ret < 0)`.
///
///     int number = -12;   // what a C function returned
///     EXPECT(kernel::to_result(number).error() == kernel::ENOMEM);
constexpr Result<void> to_result(int number) {
  if (number < 0) return Error::from_errno(number);
  return {};
}

/// The result of a C function that returns a pointer or an error in the form of one (`IS_ERR`). A
/// null pointer is a value.
///
///     int* pointer = kernel::ENODEV.to_ptr<int>();   // what a C function returned
///     EXPECT(kernel::from_err_ptr(pointer).error() == kernel::ENODEV);
template <typename T>
Result<T*> from_err_ptr(T* pointer) {
  return {std::in_place, pointer};
}

}  // namespace kernel

/// The value of a Result; if it holds an Error instead, returns that error from the function
/// around.
///
///     # auto half = [](int number) { return kernel::Result<int>(number / 2); };
///     # auto start = [] { return kernel::Result<void>(); };
///     int halved = TRY(half(8));
///     TRY(start());
///     # EXPECT_EQ(halved, 4);
///
/// It is a whole expression: a statement, the initializer of a variable, the right side of an
/// assignment, a condition, or what is returned. In the middle of a braced initializer the early
/// return would skip the destructors of parts already built, so the project's lint refuses it as a
/// part of anything larger.
#define TRY(...)                                                           \
  ({                                                                       \
    auto&& kernel_try_result = (__VA_ARGS__);                              \
    if (kernel_try_result.is_err()) return kernel_try_result.error();      \
    static_cast<decltype(kernel_try_result)&&>(kernel_try_result).value(); \
  })
