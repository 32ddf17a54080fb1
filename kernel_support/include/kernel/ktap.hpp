// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Unit tests that run inside the kernel.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/thread_safety.hpp>
#include <type_traits>
#include <utility>

/// Tests of a module: functions that run while it is loaded and report in KTAP, the kernel's test
/// format, in the log. Kernels need no KUnit for it.
///
///     # module: half_test
///     # kernel::Result<int> half(int number) {
///     #   if (number % 2) return kernel::EINVAL;
///     #   return number / 2;
///     # }
///     TEST(halves_even_numbers) {
///       EXPECT_EQ(half(8).value(), 4);
///     }
///     TEST(refuses_odd_numbers) {
///       REQUIRE(half(7).is_err());
///       EXPECT(half(7).error() == kernel::EINVAL);
///     }
///     KTAP_MODULE(half_test, halves_even_numbers, refuses_odd_numbers);
namespace kernel::ktap {

/// What a running test has found.
///
///     // a check that several tests share
///     void expect_even(kernel::ktap::Test& test, int number) { EXPECT_EQ(number % 2, 0); }
///     # ---
///
///     expect_even(test, 4);   // in a TEST, which is given its `test`
class Test {
 public:
  // clang's analyzer leaves off here, or with each check it would follow twice as many ways.
  /// Notes a failure; the reason is printed beside.
  KERNEL_ANALYSED_(analyzer_noreturn) constexpr void fail() { failed_ = true; }
  /// Whether one was noted.
  constexpr bool failed() const { return failed_; }

 private:
  bool failed_ = false;
};

/// \cond  what only the macros below use

/// A test and its name.
struct Case {
  const char* name;
  void (*run)(Test& test);
};

/// Where and what a check is.
struct Place {
  CStr file;
  int line;
  CStr text;
};

/// Fails the test if \p holds is false, and says where. Returns \p holds.
inline bool check(Test& test, bool holds, const Place& place) {
  if (holds) return true;
  test.fail();
  print::emit([] { return "\0016    # {}:{}: expected {}\n"; }, place.file, place.line, place.text);
  return false;
}

/// Whether both are the same; numbers as in mathematics, so that a size compares with a literal.
template <typename Left, typename Right>
constexpr bool equal(const Left& left, const Right& right) {
  if constexpr (std::is_integral_v<Left> && std::is_integral_v<Right>) {
    return std::cmp_equal(+left, +right);
  } else {
    return left == right;
  }
}

/// Fails the test if \p left and \p right differ, and shows them.
template <typename Left, typename Right>
void check_equal(Test& test, const Left& left, const Right& right, const Place& place) {
  if (check(test, equal(left, right), place)) return;
  if constexpr (fmt::detail::Printable<Left>)
    print::emit([] { return "\0016    #   left is {}\n"; }, left);
  if constexpr (fmt::detail::Printable<Right>)
    print::emit([] { return "\0016    #   right is {}\n"; }, right);
}

/// Runs the tests one after the other and prints their results. Returns how many failed.
inline int run(CStr suite, const Case* cases, int count) {
  int failures = 0;
  print::emit([] { return "\0016KTAP version 1\n"; });
  print::emit([] {
    return "\0016"
           "1..1\n";
  });
  print::emit([] { return "\0016    KTAP version 1\n"; });
  print::emit([] { return "\0016    # Subtest: {}\n"; }, suite);
  print::emit([] { return "\0016    1..{}\n"; }, count);
  for (int i = 0; i < count; ++i) {
    Test test;
#ifndef __clang_analyzer__  // it follows each test by itself
    cases[i].run(test);
#endif
    if (test.failed()) ++failures;
    CStr verdict = test.failed() ? CStr("not ok") : CStr("ok");
    print::emit([] { return "\0016    {} {} {}\n"; }, verdict, i + 1,
                CStr::from_raw(cases[i].name));
  }
  CStr verdict = failures ? CStr("not ok") : CStr("ok");
  print::emit([] { return "\0016{} 1 {}\n"; }, verdict, suite);
  return failures;
}

/// \endcond
}  // namespace kernel::ktap

/// Defines a test; in it, EXPECT and its relatives check.
#define TEST(name) static void name([[maybe_unused]] ::kernel::ktap::Test& test)

/// Fails the test if the condition is false, and goes on.
#define EXPECT(...) \
  ::kernel::ktap::check(test, bool(__VA_ARGS__), {__FILE__, __LINE__, #__VA_ARGS__})

/// Fails the test if the condition is false, and ends it.
#define REQUIRE(...)                                                                         \
  do {                                                                                       \
    if (!::kernel::ktap::check(test, bool(__VA_ARGS__), {__FILE__, __LINE__, #__VA_ARGS__})) \
      return;                                                                                \
  } while (false)

/// Fails the test if the two differ, shows both, and goes on.
#define EXPECT_EQ(left, right) \
  ::kernel::ktap::check_equal(test, left, right, {__FILE__, __LINE__, #left " == " #right})

/// Makes the file a module that runs the named tests when it is loaded. A test that is not named
/// does not compile, as nothing uses it. There may be 340.
#define KTAP_MODULE(suite, ...)                                                    \
  namespace {                                                                      \
  struct KtapModule : ::kernel::Module<KtapModule> {                               \
    static ::kernel::Result<KtapModule> init(::kernel::ThisModule&) {              \
      static constexpr ::kernel::ktap::Case kCases[] = {KTAP_CASES_(__VA_ARGS__)}; \
      ::kernel::ktap::run(#suite, kCases, sizeof(kCases) / sizeof(kCases[0]));     \
      return {std::in_place};                                                      \
    }                                                                              \
  };                                                                               \
  }                                                                                \
  KERNEL_MODULE(KtapModule, {                                                               \
    .name = #suite,                                                                         \
    .description = "Tests, reported in KTAP",                                               \
    .license = "GPL",                                                                       \
  })

// KTAP_CASES_(a, b) becomes {"a", a}, {"b", b}, for as many as the preprocessor can be made to look
// at again. What is left over after that stands in the message of the compiler.
#define KTAP_CASES_(...) __VA_OPT__(KTAP_EXPAND_(KTAP_NEXT_(__VA_ARGS__)))
#define KTAP_NEXT_(name, ...) \
  {#name, &name}, __VA_OPT__(KTAP_MODULE_TAKES_340_TESTS_SPLIT_THE_FILE_ KTAP_PARENS_(__VA_ARGS__))
#define KTAP_MODULE_TAKES_340_TESTS_SPLIT_THE_FILE_() KTAP_NEXT_
#define KTAP_PARENS_ ()
#define KTAP_EXPAND_(...) KTAP_EXPAND4_(KTAP_EXPAND4_(KTAP_EXPAND4_(KTAP_EXPAND4_(__VA_ARGS__))))
#define KTAP_EXPAND4_(...) KTAP_EXPAND3_(KTAP_EXPAND3_(KTAP_EXPAND3_(KTAP_EXPAND3_(__VA_ARGS__))))
#define KTAP_EXPAND3_(...) KTAP_EXPAND2_(KTAP_EXPAND2_(KTAP_EXPAND2_(KTAP_EXPAND2_(__VA_ARGS__))))
#define KTAP_EXPAND2_(...) KTAP_EXPAND1_(KTAP_EXPAND1_(KTAP_EXPAND1_(KTAP_EXPAND1_(__VA_ARGS__))))
#define KTAP_EXPAND1_(...) __VA_ARGS__
