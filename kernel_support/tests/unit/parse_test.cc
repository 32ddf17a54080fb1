// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>
#include <kernel/str/parse_int.hpp>
#include <limits>

using kernel::EINVAL;
using kernel::ERANGE;
using kernel::parse;
using kernel::ParseInt;

namespace {

static_assert(ParseInt<signed char> && ParseInt<unsigned char> && ParseInt<short> &&
              ParseInt<unsigned short> && ParseInt<int> && ParseInt<unsigned> && ParseInt<long> &&
              ParseInt<unsigned long> && ParseInt<long long> && ParseInt<unsigned long long>);
static_assert(!ParseInt<bool> && !ParseInt<char> && !ParseInt<const int> && !ParseInt<void*>);

// The greatest and the least value of a type and their neighbours outside it.
template <ParseInt T>
void check_limits(kernel::ktap::Test& test, kernel::CStr least, kernel::CStr below,
                  kernel::CStr greatest, kernel::CStr above) {
  using Limits = std::numeric_limits<T>;
  EXPECT_EQ(parse<T>("0").value(), T(0));
  EXPECT_EQ(parse<T>("42", 10).value(), T(42));
  EXPECT_EQ(parse<T>(least).value(), Limits::min());
  EXPECT_EQ(parse<T>(greatest).value(), Limits::max());
  EXPECT(parse<T>(below).error() == (std::is_signed_v<T> ? ERANGE : EINVAL));
  EXPECT(parse<T>(above).error() == ERANGE);
}

constexpr bool kLongIs64 = sizeof(long) == 8;

}  // namespace

TEST(every_integer_type_has_its_limits) {
  check_limits<s8>(test, "-128", "-129", "127", "128");
  check_limits<u8>(test, "0", "-1", "255", "256");
  check_limits<s16>(test, "-32768", "-32769", "32767", "32768");
  check_limits<u16>(test, "0", "-1", "65535", "65536");
  check_limits<s32>(test, "-2147483648", "-2147483649", "2147483647", "2147483648");
  check_limits<u32>(test, "0", "-1", "4294967295", "4294967296");
  check_limits<s64>(test, "-9223372036854775808", "-9223372036854775809", "9223372036854775807",
                    "9223372036854775808");
  check_limits<u64>(test, "0", "-1", "18446744073709551615", "18446744073709551616");
  if constexpr (kLongIs64) {
    check_limits<long>(test, "-9223372036854775808", "-9223372036854775809", "9223372036854775807",
                       "9223372036854775808");
    check_limits<size_t>(test, "0", "-1", "18446744073709551615", "18446744073709551616");
  } else {
    check_limits<long>(test, "-2147483648", "-2147483649", "2147483647", "2147483648");
    check_limits<size_t>(test, "0", "-1", "4294967295", "4294967296");
  }
}

TEST(bases_are_known_by_their_prefix) {
  EXPECT_EQ(parse<u8>("0xa2").value(), u8(0xa2));
  EXPECT_EQ(parse<int>("-0xa2").value(), -0xa2);
  EXPECT_EQ(parse<int>("0XA2").value(), 0xa2);
  EXPECT_EQ(parse<s8>("057").value(), s8(057));
  EXPECT_EQ(parse<s8>("-057").value(), s8(-057));
  EXPECT_EQ(parse<s8>("-0o57").value(), s8(-057));
  EXPECT_EQ(parse<s8>("0O57").value(), s8(057));
  EXPECT_EQ(parse<s16>("0b1001").value(), s16(9));
  EXPECT_EQ(parse<s16>("-0b1001").value(), s16(-9));
  EXPECT_EQ(parse<s16>("+0B1001\n").value(), s16(9));
}

TEST(binary_and_octal_prefixes_have_limits_too) {
  EXPECT_EQ(parse<s8>("0b1111111").value(), s8(127));
  EXPECT(parse<s8>("0b10000000").error() == ERANGE);
  EXPECT_EQ(parse<s8>("-0b10000000").value(), s8(-128));
  EXPECT(parse<s8>("-0b10000001").error() == ERANGE);
  EXPECT_EQ(parse<u64>("0o1777777777777777777777").value(), ~u64(0));
  EXPECT(parse<u64>("0o2000000000000000000000").error() == ERANGE);
  EXPECT_EQ(parse<s64>("-0o1000000000000000000000").value(), std::numeric_limits<s64>::min());
  EXPECT(parse<s64>("-0o1000000000000000000001").error() == ERANGE);
  EXPECT(parse<unsigned>("-0b1").error() == EINVAL);
  EXPECT(parse<int>("0b").error() == EINVAL);
  EXPECT(parse<int>("0b2").error() == EINVAL);
  EXPECT(parse<int>("0o8").error() == EINVAL);
  EXPECT(parse<int>("0b+1").error() == EINVAL);
  EXPECT(parse<int>("0b-1").error() == EINVAL);
  EXPECT(parse<int>("0b1 ").error() == EINVAL);
  EXPECT(parse<int>("--0b1").error() == EINVAL);
  EXPECT(parse<int>("0b1", 8).error() == EINVAL);
}

TEST(a_base_can_be_given) {
  EXPECT_EQ(parse<int>("ff", 16).value(), 255);
  EXPECT_EQ(parse<int>("0xff", 16).value(), 255);
  EXPECT_EQ(parse<int>("010", 10).value(), 10);
  EXPECT_EQ(parse<int>("777", 8).value(), 0777);
  EXPECT_EQ(parse<int>("-101", 2).value(), -5);
  EXPECT(parse<int>("ff", 10).error() == EINVAL);
  EXPECT(parse<int>("0b1", 2).error() == EINVAL);
}

TEST(nothing_else_is_taken) {
  EXPECT(parse<int>("").error() == EINVAL);
  EXPECT(parse<int>(" 1").error() == EINVAL);
  EXPECT(parse<int>("1 ").error() == EINVAL);
  EXPECT(parse<int>("1x").error() == EINVAL);
  EXPECT(parse<int>("x").error() == EINVAL);
  EXPECT(parse<int>("-").error() == EINVAL);
  EXPECT(parse<int>("0x").error() == EINVAL);
  EXPECT(parse<int>("1\n\n").error() == EINVAL);
  EXPECT(parse<unsigned>("-1").error() == EINVAL);
  EXPECT_EQ(parse<int>("1\n").value(), 1);
  EXPECT_EQ(parse<int>("+1").value(), 1);
  EXPECT_EQ(parse<unsigned>("+1").value(), 1U);
}

TEST(truth_values) {
  for (auto yes : {kernel::CStr("y"), kernel::CStr("Y"), kernel::CStr("1"), kernel::CStr("on"),
                   kernel::CStr("yes\n"), kernel::CStr("On")})
    EXPECT(parse<bool>(yes).value());
  for (auto no : {kernel::CStr("n"), kernel::CStr("N"), kernel::CStr("0"), kernel::CStr("off"),
                  kernel::CStr("no\n"), kernel::CStr("OFF")})
    EXPECT(!parse<bool>(no).value());
  for (auto neither : {kernel::CStr(""), kernel::CStr("2"), kernel::CStr("o"), kernel::CStr("\n"),
                       kernel::CStr("maybe")})
    EXPECT(parse<bool>(neither).error() == EINVAL);
}

KTAP_MODULE(parse_test, every_integer_type_has_its_limits, bases_are_known_by_their_prefix,
            binary_and_octal_prefixes_have_limits_too, a_base_can_be_given, nothing_else_is_taken,
            truth_values);
