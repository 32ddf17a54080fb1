// SPDX-License-Identifier: GPL-2.0
#include <kernel/ktap.hpp>
#include <kernel/str.hpp>

using kernel::CStr;
using kernel::Result;

namespace {

static_assert(sizeof(CStr) == sizeof(char*));
static_assert(std::is_trivially_copyable_v<CStr>);
static_assert(!std::is_convertible_v<const char*, CStr>);
static_assert(!std::is_default_constructible_v<CStr>);

// Everything but equals_ignoring_case() also works while compiling.
static_assert(CStr("").empty() && CStr("abc").size() == 3);
static_assert(CStr("abc")[0] == 'a' && CStr("abc")[3] == '\0' && CStr("abc").substr(1) == "bc");
static_assert(CStr("abc") == CStr("abc") && CStr("abc") != CStr("ab"));
static_assert(CStr("abc") < CStr("abd") && CStr("") < CStr("a") && CStr("b") > CStr("ab"));
static_assert(CStr("abc").starts_with("ab") && !CStr("abc").starts_with("b"));
static_assert(CStr("abc").ends_with("bc") && !CStr("abc").ends_with("ab"));
static_assert(CStr("abc").starts_with('a') && CStr("abc").ends_with('c'));
static_assert(*CStr("abcb").find('b') == 1 && !CStr("abc").find('d'));
static_assert(*CStr("abcb").rfind('b') == 3 && !CStr("abc").rfind('d'));
static_assert(*CStr("ababc").find("abc") == 2 && !CStr("abab").find("abc"));
static_assert(CStr("abc").contains('c') && CStr("abc").contains(""));
static_assert(*CStr("foobar").strip_prefix("foo") == "bar");
static_assert(CStr::from_bytes_with_nul("abc").value() == "abc");
static_assert(CStr::from_bytes_until_nul("abc\0def").value() == "abc");
static_assert([] {
  int letters = 0;
  for (char letter : CStr("abc")) letters += letter - 'a' + 1;
  return letters;
}() == 6);

// A string of which the compiler knows nothing.
CStr unknown(CStr text) {
  const char* pointer = text.as_raw();
  asm("" : "+r"(pointer));
  return CStr::from_raw(pointer);
}

template <size_t N>
std::span<const char> bytes(const char (&literal)[N]) {
  return {literal, N - 1};
}

}  // namespace

TEST(wraps_literals_and_pointers) {
  const char array[8] = {'a', 'b'};  // padded with zeroes
  static constexpr char padded[8] = {'a', 'b'};
  EXPECT(CStr(padded) == "ab");
  EXPECT(CStr::from_raw(array) == "ab");
  EXPECT(CStr::from_raw(array).as_raw() == array);
}

TEST(from_bytes_with_nul_wants_one_zero_at_the_end) {
  EXPECT(CStr::from_bytes_with_nul(bytes("foo\0")).value() == "foo");
  EXPECT(CStr::from_bytes_with_nul(bytes("\0")).value().empty());
  EXPECT(CStr::from_bytes_with_nul(bytes("foo")).error() == kernel::EINVAL);
  EXPECT(CStr::from_bytes_with_nul(bytes("ab\0c\0")).error() == kernel::EINVAL);
  EXPECT(CStr::from_bytes_with_nul(bytes("foo\0\0")).error() == kernel::EINVAL);
  EXPECT(CStr::from_bytes_with_nul({}).error() == kernel::EINVAL);
}

TEST(from_bytes_until_nul_takes_the_beginning) {
  EXPECT(CStr::from_bytes_until_nul(bytes("foo\0bar\0")).value() == "foo");
  EXPECT(CStr::from_bytes_until_nul(bytes("\0foo")).value().empty());
  EXPECT(CStr::from_bytes_until_nul(bytes("foo")).error() == kernel::EINVAL);
  EXPECT(CStr::from_bytes_until_nul({}).error() == kernel::EINVAL);
}

TEST(no_byte_beyond_the_span_is_read) {
  const char text[] = "foo";
  EXPECT(CStr::from_bytes_until_nul({text, 3}).is_err());
  EXPECT(CStr::from_bytes_with_nul({text, 3}).is_err());
}

TEST(has_a_size) {
  EXPECT_EQ(unknown("abc").size(), 3U);
  EXPECT_EQ(unknown("").size(), 0U);
  EXPECT(unknown("").empty());
  EXPECT(!unknown("a").empty());
  EXPECT_EQ(unknown("\xf0\x9f\xa6\x80").size(), 4U);
}

TEST(has_characters) {
  CStr text = unknown("abc");
  EXPECT_EQ(text[0], 'a');
  EXPECT_EQ(text[2], 'c');
  EXPECT_EQ(text[3], '\0');
  EXPECT(text.substr(0) == "abc");
  EXPECT(text.substr(2) == "c");
  EXPECT(text.substr(3) == "");
}

TEST(can_be_looped_over) {
  int count = 0;
  char last = 0;
  for (char letter : unknown("abc")) {
    ++count;
    last = letter;
  }
  EXPECT_EQ(count, 3);
  EXPECT_EQ(last, 'c');
  for ([[maybe_unused]] char letter : unknown("")) ++count;
  EXPECT_EQ(count, 3);
  CStr text = unknown("abc");
  const char* position = text.begin();
  while (position != text.end()) ++position;
  EXPECT_EQ(position - text.begin(), 3);
}

TEST(becomes_a_span) {
  CStr text = unknown("abc");
  EXPECT_EQ(text.span().size(), 3U);
  EXPECT_EQ(text.span()[2], 'c');
  EXPECT(text.span().data() == text.as_raw());
  EXPECT_EQ(text.span_with_nul().size(), 4U);
  EXPECT_EQ(text.span_with_nul()[3], '\0');
  EXPECT(CStr::from_bytes_with_nul(text.span_with_nul()).value() == text);
}

TEST(is_compared_by_characters) {
  EXPECT(unknown("abc") == unknown("abc"));
  EXPECT(unknown("abc") == "abc");
  EXPECT("abc" == unknown("abc"));
  EXPECT(unknown("abc") != unknown("abd"));
  EXPECT(unknown("abc") != unknown("ab"));
  EXPECT(unknown("abc") < unknown("abd"));
  EXPECT(unknown("ab") < unknown("abc"));
  EXPECT(unknown("b") > unknown("abc"));
  EXPECT((unknown("a") <=> unknown("a")) == std::strong_ordering::equal);
  EXPECT(unknown("z") < unknown("\xe4"));
}

TEST(can_ignore_case) {
  EXPECT(unknown("Hello").equals_ignoring_case("hELLO"));
  EXPECT(!unknown("Hello").equals_ignoring_case("Hell"));
  EXPECT(unknown("").equals_ignoring_case(""));
}

TEST(knows_its_beginning_and_end) {
  EXPECT(unknown("foobar").starts_with("foo"));
  EXPECT(unknown("foobar").starts_with(unknown("foobar")));
  EXPECT(unknown("foobar").starts_with(""));
  EXPECT(!unknown("foo").starts_with("foobar"));
  EXPECT(!unknown("").starts_with('f'));
  EXPECT(!unknown("").starts_with('\0'));
  EXPECT(unknown("foobar").ends_with("bar"));
  EXPECT(unknown("foobar").ends_with(unknown("foobar")));
  EXPECT(unknown("foobar").ends_with(""));
  EXPECT(!unknown("bar").ends_with("foobar"));
  EXPECT(!unknown("").ends_with('r'));
  EXPECT(!unknown("foobar").ends_with('\0'));
}

TEST(loses_a_prefix) {
  EXPECT(unknown("foobar").strip_prefix("foo") == CStr("bar"));
  EXPECT(!unknown("foobar").strip_prefix("bar"));
  EXPECT(unknown("foobar").strip_prefix("") == CStr("foobar"));
  EXPECT(unknown("foobar").strip_prefix("foobar") == CStr(""));
}

TEST(finds_characters) {
  CStr path = unknown("/dev/sda");
  EXPECT(path.find('/') == 0U);
  EXPECT(path.rfind('/') == 4U);
  EXPECT(path.substr(*path.rfind('/') + 1) == "sda");
  EXPECT(path.find('d') == 1U);
  EXPECT(!path.find('x'));
  EXPECT(!path.rfind('x'));
  EXPECT(!path.find('\0'));
  EXPECT(!path.rfind('\0'));
  EXPECT(path.contains('s'));
  EXPECT(!path.contains('x'));
  EXPECT(!unknown("").find('a'));
}

TEST(finds_strings) {
  CStr text = unknown("one two one");
  EXPECT(text.find("two") == 4U);
  EXPECT(text.find(unknown("one")) == 0U);
  EXPECT(text.find("") == 0U);
  EXPECT(!text.find("three"));
  EXPECT(!text.find("one two one two"));
  EXPECT(text.contains("two"));
  EXPECT(!text.contains("three"));
}

KTAP_MODULE(str_test, wraps_literals_and_pointers, from_bytes_with_nul_wants_one_zero_at_the_end,
            from_bytes_until_nul_takes_the_beginning, no_byte_beyond_the_span_is_read, has_a_size,
            has_characters, can_be_looped_over, becomes_a_span, is_compared_by_characters,
            can_ignore_case, knows_its_beginning_and_end, loses_a_prefix, finds_characters,
            finds_strings);
