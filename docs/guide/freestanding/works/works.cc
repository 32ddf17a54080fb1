// SPDX-License-Identifier: GPL-2.0
// What of C++ and of its library works in a module as it does in a program.

#include <array>
#include <bit>
#include <concepts>
#include <coroutine>
#include <kernel/alloc/allocator.hpp>
#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
#include <utility>
#include <variant>

using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Result;

//! [language]
// Templates, concepts, variadic packs, fold expressions
template <std::integral... Numbers>
static constexpr long sum(Numbers... numbers) {
  return (0L + ... + numbers);
}

// What is evaluated while compiling may use floating point
static constexpr int kCelsius = static_cast<int>((99.5 - 32) / 1.8);

// Virtual functions, without RTTI
struct Animal {
  virtual const char* says() const = 0;
  virtual ~Animal() = default;
};
struct Cat : Animal {
  const char* says() const override { return "meow"; }
};

// Comparison by default
struct Date {
  int year;
  int month;
  bool operator==(const Date&) const = default;
};

static Result<void> language() {
  KBox<Animal> animal = TRY(KBox<Cat>::make(GFP_KERNEL));
  if (kernel::CStr::from_raw(animal->says()) != "meow") return kernel::EINVAL;
  auto twice = [factor = 2](auto number) { return factor * number; };  // lambdas
  auto [year, month] = Date{.year = 1815, .month = 12};                // structured bindings
  bool same = Date{1815, 12} == Date{year, month};
  pr_info("sum {}, {} degrees, twice {}, same: {}\n", sum(1, 2, 3), kCelsius, twice(21), same);
  return {};
}
//! [language]

//! [library]
static void library() {
  std::array numbers = {4, 8, 15, 16};
  int all = 0;
  for (int number : std::span(numbers).subspan(1)) all += number;
  std::variant<int, bool> either = all;
  std::optional<int> none;
  auto [least, most] = std::tuple(none.value_or(0), std::numeric_limits<u8>::max());
  pr_info("{}, holds an int: {}, gcd {}, width {}, from {} to {}\n", all,
          std::holds_alternative<int>(either), std::gcd(12, 18), std::bit_width(255U), least,
          int{most});
}
//! [library]

//! [coroutine]
// A coroutine keeps its frame on the heap. The promise says from where; without that the build
// refuses operator new.
class Numbers {
 public:
  struct promise_type {  // NOLINT(readability-identifier-naming): the language's own
    static void* operator new(size_t size) noexcept {
      return kernel::Kmalloc::allocate(size, alignof(long), GFP_KERNEL);
    }
    static void operator delete(void* memory) { kernel::Kmalloc::deallocate(memory); }
    static Numbers get_return_object_on_allocation_failure() { return Numbers({}); }
    Numbers get_return_object() {
      return Numbers(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int number) noexcept {
      value = number;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
    int value = 0;
  };

  Numbers(Numbers&& other) : handle_(std::exchange(other.handle_, {})) {}
  ~Numbers() {
    if (handle_) handle_.destroy();
  }

  // Nothing at the end, and without memory.
  std::optional<int> next() {
    if (!handle_) return {};
    handle_.resume();
    if (handle_.done()) return {};
    return handle_.promise().value;
  }

 private:
  explicit Numbers(std::coroutine_handle<promise_type> handle) : handle_(handle) {}
  std::coroutine_handle<promise_type> handle_;
};

static Numbers squares(int count) {
  for (int i = 1; i <= count; ++i) co_yield i* i;
}
//! [coroutine]

struct Works : kernel::Module<Works> {
  static Result<Works> init(kernel::ThisModule&) {
    TRY(language());
    library();
    auto numbers = squares(3);
    while (auto number = numbers.next()) pr_info("a coroutine yields {}\n", *number);
    return {std::in_place};
  }
};

KERNEL_MODULE(Works, {
  .name = "works",
  .description = "Uses what works without an operating system below",
  .license = "GPL",
});
