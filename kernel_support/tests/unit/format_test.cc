// SPDX-License-Identifier: GPL-2.0
#include <kernel/fmt/format.hpp>
#include <kernel/ktap.hpp>

using kernel::CStr;
using kernel::fmt::Buffer;
using kernel::fmt::format_to;
using kernel::fmt::formatted_size;

namespace {

static_assert(sizeof(Buffer<8>) == 8 + sizeof(size_t));
static_assert(Buffer<8>::capacity() == 7);

struct Point {
  int x;
  int y;
};

// Numbers the calls, to show when an argument is evaluated.
int next(int& number) { return ++number; }

}  // namespace

template <>
struct kernel::fmt::Formatter<Point> {
  static constexpr bool accepts(const Spec& spec) { return spec.letter == 0; }
  static constexpr void conversion(const Spec&, Writer& out) { out.put("x=%d"); }
  static int argument(const Point& point) { return point.x; }
};

TEST(formats_into_a_span) {
  char memory[16];
  EXPECT_EQ(format_to(memory, FMT("{} of {}", 3, 12U)).value(), 7U);
  EXPECT(CStr::from_raw(memory) == "3 of 12");
  EXPECT_EQ(format_to(memory, FMT("")).value(), 0U);
  EXPECT(CStr::from_raw(memory) == "");
  EXPECT_EQ(format_to(memory, FMT("line\n")).value(), 5U);
  EXPECT(CStr::from_raw(memory) == "line\n");
}

TEST(shows_all_that_printk_shows) {
  char memory[80];
  EXPECT(format_to(memory, FMT("{} {} {:#x} {:5} {:<5}| {}", -1, 2UL, 255U, 7, 7, true)).is_ok());
  EXPECT(CStr::from_raw(memory) == "-1 2 0xff     7 7    | true");
  EXPECT(format_to(memory, FMT("{} {} {} {:.2}", CStr("abc"), "def", 'g', "hij")).is_ok());
  EXPECT(CStr::from_raw(memory) == "abc def g hi");
  EXPECT(format_to(memory, FMT("{} {{}} 100%", kernel::ENOMEM)).is_ok());
  EXPECT(CStr::from_raw(memory) == "-ENOMEM {} 100%");
  // Of an address the kernel shows something else, but for those that are none.
  void* error = kernel::EIO.to_ptr<void>();
  EXPECT(format_to(memory, FMT("{}", static_cast<const void*>(nullptr))).is_ok());
  EXPECT(CStr::from_raw(memory).size() == 2 * sizeof(void*));
  EXPECT(CStr::from_raw(memory).contains('0'));
  EXPECT(format_to(memory, FMT("{}", error)).is_ok());
  EXPECT(CStr::from_raw(memory).substr(2 * sizeof(void*) - 3) == "ffb");
  EXPECT(format_to(memory, FMT("{} {}", Point{4, 5}, -9223372036854775807LL - 1)).is_ok());
  EXPECT(CStr::from_raw(memory) == "x=4 -9223372036854775808");
}

TEST(evaluates_each_value_once) {
  char memory[16];
  int number = 0;
  EXPECT(format_to(memory, FMT("{} {}", next(number), 0)).is_ok());
  EXPECT_EQ(number, 1);
  EXPECT(CStr::from_raw(memory) == "1 0");
}

TEST(values_are_kept) {
  char memory[16];
  int number = 1;
  auto text = FMT("{} {}", number, number + 1);  // the sum goes, its value stays
  number = 5;  // NOLINT(clang-analyzer-deadcode.DeadStores): must not be seen
  EXPECT(format_to(memory, text).is_ok());
  EXPECT(CStr::from_raw(memory) == "1 2");
}

TEST(says_when_a_span_is_too_small) {
  char memory[6] = {'?', '?', '?', '?', '?', '?'};
  EXPECT(format_to({memory, 4}, FMT("{}", 1234)).error() == kernel::EOVERFLOW);
  EXPECT(CStr::from_raw(memory) == "123");
  EXPECT_EQ(memory[4], '?');
  EXPECT_EQ(format_to({memory, 5}, FMT("{}", 1234)).value(), 4U);
  EXPECT_EQ(memory[5], '?');
  EXPECT(format_to({memory, 1}, FMT("{}", 1234)).error() == kernel::EOVERFLOW);
  EXPECT(CStr::from_raw(memory) == "");
  EXPECT_EQ(format_to({memory, 1}, FMT("")).value(), 0U);
  memory[0] = '?';
  EXPECT(format_to({memory, 0}, FMT("")).error() == kernel::EOVERFLOW);
  EXPECT(format_to({}, FMT("{}", 1234)).error() == kernel::EOVERFLOW);
  EXPECT(format_to({memory, 1UL << 31}, FMT("{}", 1234)).error() == kernel::EINVAL);
  EXPECT_EQ(memory[0], '?');
}

TEST(refuses_zero_characters) {
  char memory[6] = {'?', '?', '?', '?', '?', '?'};
  EXPECT(format_to(memory, FMT("{}{}{}", 'a', '\0', 'b')).error() == kernel::EINVAL);
  EXPECT_EQ(memory[0], '?');
  EXPECT_EQ(format_to(memory, FMT("{}", 0)).value(), 1U);  // the number
}

TEST(tells_the_size) {
  EXPECT_EQ(formatted_size(FMT("{} of {}", 3, 12)), 7U);
  EXPECT_EQ(formatted_size(FMT("")), 0U);
  EXPECT_EQ(formatted_size(FMT("{:1000}", 1)), 1000U);
}

TEST(a_buffer_is_written_piece_by_piece) {
  Buffer<16> name;
  EXPECT(name.empty());
  EXPECT(name.str() == "");
  EXPECT(name.write(FMT("{}-{}", "bus", 3)).is_ok());
  EXPECT(name.write(FMT("")).is_ok());
  EXPECT(name.write(FMT(".{}", 4)).is_ok());
  EXPECT(name.str() == "bus-3.4");
  EXPECT_EQ(name.size(), 7U);
  EXPECT(!name.empty());
  CStr converted = name;
  EXPECT(converted == "bus-3.4");
  name.clear();
  EXPECT(name.empty());
  EXPECT(name.str() == "");
  EXPECT(name.write(FMT("{}", 1)).is_ok());
  EXPECT(name.str() == "1");
}

TEST(a_full_buffer_stays_as_it_is) {
  Buffer<5> text;
  EXPECT(text.write(FMT("{}", 123)).is_ok());
  EXPECT(text.write(FMT("{}", 45)).error() == kernel::EOVERFLOW);
  EXPECT(text.str() == "123");
  EXPECT_EQ(text.size(), 3U);
  EXPECT(text.write(FMT("{}", 4)).is_ok());
  EXPECT(text.str() == "1234");
  EXPECT(text.write(FMT("{}", 5)).error() == kernel::EOVERFLOW);
  EXPECT(text.write(FMT("")).is_ok());
  EXPECT(text.str() == "1234");
  Buffer<1> none;
  EXPECT(none.write(FMT("{}", 1)).error() == kernel::EOVERFLOW);
  EXPECT(none.write(FMT("")).is_ok());
  EXPECT(none.str() == "");
}

TEST(a_buffer_refuses_zero_characters_and_itself) {
  Buffer<16> text;
  EXPECT(text.write(FMT("ab")).is_ok());
  EXPECT(text.write(FMT("c{}", '\0')).error() == kernel::EINVAL);
  EXPECT(text.write(FMT("c{}", text)).error() == kernel::EINVAL);
  EXPECT(text.write(FMT("c{}", text.str().substr(2))).error() == kernel::EINVAL);
  EXPECT(text.str() == "ab");
  EXPECT_EQ(text.size(), 2U);
}

TEST(a_buffer_can_be_formatted) {
  Buffer<8> name;
  EXPECT(name.write(FMT("sda{}", 1)).is_ok());
  Buffer<32> path;
  EXPECT(path.write(FMT("/dev/{} [{:6}]", name, name)).is_ok());
  EXPECT(path.str() == "/dev/sda1 [sda1  ]");
}

KTAP_MODULE(format_test, formats_into_a_span, shows_all_that_printk_shows,
            evaluates_each_value_once, values_are_kept, says_when_a_span_is_too_small,
            refuses_zero_characters, tells_the_size, a_buffer_is_written_piece_by_piece,
            a_full_buffer_stays_as_it_is, a_buffer_refuses_zero_characters_and_itself,
            a_buffer_can_be_formatted);
