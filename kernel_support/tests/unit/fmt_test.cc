// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>

using kernel::CStr;

namespace {

// The printk format that a format string becomes for arguments of these types.
template <typename... Args, typename Format>
CStr translated(Format) {
  return CStr::from_raw(kernel::fmt::printk_format<Format, Args...>.characters);
}

#define TRANSLATED(format, ...) translated<__VA_ARGS__>([] { return format "\n"; })

struct Temperature {
  int celsius;
};

}  // namespace

template <>
struct kernel::fmt::Formatter<Temperature> {
  static constexpr bool accepts(const Spec& spec) { return spec.letter == 0; }
  static constexpr void conversion(const Spec&, Writer& out) { out.put("%d C"); }
  static int argument(Temperature temperature) { return temperature.celsius; }
};

TEST(text_stays_as_it_is) {
  EXPECT_EQ(TRANSLATED("plain"), CStr("plain\n"));
  EXPECT_EQ(TRANSLATED(""), CStr("\n"));
  EXPECT_EQ(TRANSLATED("{{}}"), CStr("{}\n"));
  EXPECT_EQ(TRANSLATED("50 %"), CStr("50 %%\n"));
}

TEST(integers_get_their_conversion) {
  EXPECT_EQ(TRANSLATED("{}", int), CStr("%d\n"));
  EXPECT_EQ(TRANSLATED("{}", unsigned), CStr("%u\n"));
  EXPECT_EQ(TRANSLATED("{}", signed char), CStr("%d\n"));
  EXPECT_EQ(TRANSLATED("{}", unsigned short), CStr("%u\n"));
  EXPECT_EQ(TRANSLATED("{}", long long), CStr("%lld\n"));
  EXPECT_EQ(TRANSLATED("{:x} {:#X} {:o}", u64, u32, u8), CStr("%llx %#X %o\n"));
}

TEST(flags_and_width_are_kept) {
  EXPECT_EQ(TRANSLATED("{:+d}|{: }|{:08}", int, int, int), CStr("%+d|% d|%08d\n"));
  EXPECT_EQ(TRANSLATED("{:<6}|{:>6}", int, int), CStr("%-6d|%6d\n"));
  EXPECT_EQ(TRANSLATED("{:#010x}", unsigned), CStr("%#010x\n"));
}

TEST(texts_are_left_aligned_numbers_right) {
  EXPECT_EQ(TRANSLATED("{:6}|{:6}", CStr, int), CStr("%-6s|%6d\n"));
  EXPECT_EQ(TRANSLATED("{:>6}|{:.3}|{:>6.3s}", CStr, CStr, CStr), CStr("%6s|%.3s|%6.3s\n"));
}

TEST(arrays_are_read_no_further_than_they_go) {
  EXPECT_EQ(TRANSLATED("{}", char[4]), CStr("%.4s\n"));
  EXPECT_EQ(TRANSLATED("{:.2}", char[4]), CStr("%.2s\n"));
  EXPECT_EQ(TRANSLATED("{:.9}", char[4]), CStr("%.4s\n"));
}

TEST(other_types_get_their_conversion) {
  EXPECT_EQ(TRANSLATED("{} {} {} {}", bool, char, kernel::Error, void*), CStr("%s %c %pe %p\n"));
}

TEST(own_types_can_be_printed) { EXPECT_EQ(TRANSLATED("{}", Temperature), CStr("%d C\n")); }

KTAP_MODULE(fmt_test, text_stays_as_it_is, integers_get_their_conversion, flags_and_width_are_kept,
            texts_are_left_aligned_numbers_right, arrays_are_read_no_further_than_they_go,
            other_types_get_their_conversion, own_types_can_be_printed);
