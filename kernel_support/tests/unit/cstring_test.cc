// SPDX-License-Identifier: GPL-2.0
//
// Not swept: its tests unwrap what they allocate, and an error there stops the kernel (bug()).
#include <kernel/alloc/kvec.hpp>
#include <kernel/ktap.hpp>
#include <kernel/str/cstring.hpp>

#include "failing_allocator.hpp"

using kernel::BasicCString;
using kernel::CStr;
using kernel::CString;
using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::testing::FailingAllocator;
using kernel::testing::for_each_failure;

namespace {

using Failing = BasicCString<FailingAllocator>;

static_assert(sizeof(CString) == sizeof(char*));
static_assert(!std::is_copy_constructible_v<CString> && !std::is_copy_assignable_v<CString>);
static_assert(std::is_convertible_v<const CString&, CStr>);
static_assert(!std::is_convertible_v<CString, CStr>, "it would go at once");

template <size_t N>
std::span<const char> bytes(const char (&literal)[N]) {
  return {literal, N - 1};
}

// Takes what converts to it.
size_t length(CStr text) { return text.size(); }

}  // namespace

TEST(copies_a_string) {
  const char original[] = "text";
  Result<CString> copy = CString::make(CStr::from_raw(original), GFP_KERNEL);
  REQUIRE(copy.is_ok());
  EXPECT(copy.value() == "text");
  EXPECT(copy.value().as_raw() != original);
  Result<CString> empty = CString::make("", GFP_KERNEL);
  REQUIRE(empty.is_ok());
  EXPECT(empty.value() == "");
  EXPECT(empty.value().empty());
  EXPECT_EQ(empty.value().size(), 0U);
}

TEST(takes_characters) {
  EXPECT(CString::from_bytes(bytes("text"), GFP_KERNEL).value() == "text");
  EXPECT(CString::from_bytes({}, GFP_KERNEL).value() == "");
  EXPECT(CString::from_bytes(bytes("a\0b"), GFP_KERNEL).error() == kernel::EINVAL);
  EXPECT(CString::from_bytes(bytes("text\0"), GFP_KERNEL).error() == kernel::EINVAL);
  EXPECT(CString::from_bytes(bytes("\0"), GFP_KERNEL).error() == kernel::EINVAL);
}

TEST(is_formatted) {
  EXPECT(CString::from_fmt(FMT("{}{}{}", "abc", 10, 20), GFP_KERNEL).value() == "abc1020");
  CStr tmp = "testing";
  EXPECT(CString::from_fmt(FMT("{}{}", tmp, 123), GFP_KERNEL).value() == "testing123");
  EXPECT(CString::from_fmt(FMT(""), GFP_KERNEL).value() == "");
  EXPECT(CString::from_fmt(FMT("{}: 100%", kernel::EIO), GFP_KERNEL).value() == "-EIO: 100%");
  EXPECT(CString::from_fmt(FMT("a{}b{}", '\0', 123), GFP_KERNEL).error() == kernel::EINVAL);
}

TEST(is_formatted_by_any_allocator) {
  FailingAllocator::reset();
  {
    Result<Failing> text = Failing::from_fmt(FMT("{}{}{}", "abc", 10, 20), GFP_KERNEL);
    REQUIRE(text.is_ok());
    EXPECT(text.value() == "abc1020");
    EXPECT_EQ(FailingAllocator::live(), 1U);
    EXPECT_EQ(FailingAllocator::live_bytes(), 8U);
    EXPECT(FailingAllocator::last_flags() == GFP_KERNEL);
    EXPECT(Failing::from_fmt(FMT("{}", '\0'), GFP_KERNEL).error() == kernel::EINVAL);
    EXPECT_EQ(FailingAllocator::live(), 1U);
  }
  EXPECT(FailingAllocator::clean());
}

TEST(escapes_what_is_not_printable) {
  auto escaped = [](CStr text) { return CString::escaped(text, GFP_KERNEL); };
  EXPECT(escaped("Hello, BStr!").value() == "Hello, BStr!");
  EXPECT(escaped("so \"cool\" \\").value() == "so \"cool\" \\");
  EXPECT(escaped("\xf0\x9f\x90\xa7").value() == "\\xf0\\x9f\\x90\\xa7");
  EXPECT(escaped("\x01\x09\x0a\x1b[0m").value() == "\\x01\\x09\\x0a\\x1b[0m");
  EXPECT(escaped("d\xe9j\xe0 vu").value() == "d\\xe9j\\xe0 vu");
  EXPECT(escaped("").value() == "");
}

TEST(escapes_every_byte_right) {
  char all[256];
  for (int i = 0; i < 256; ++i) all[i] = static_cast<char>(i + 1);
  Result<CString> escaped = CString::escaped(CStr::from_raw(all), GFP_KERNEL);
  REQUIRE(escaped.is_ok());
  CStr rest = *escaped.value();
  for (int i = 1; i < 256; ++i) {
    kernel::fmt::Buffer<8> expected;
    auto byte = static_cast<unsigned>(i);
    if (i >= 0x20 && i <= 0x7e)
      EXPECT(expected.write(FMT("{}", static_cast<char>(i))).is_ok());
    else
      EXPECT(expected.write(FMT("\\x{:02x}", byte)).is_ok());
    REQUIRE(rest.starts_with(expected));
    rest = rest.substr(expected.size());
  }
  EXPECT(rest.empty());
}

TEST(behaves_like_a_cstr) {
  Result<CString> made = CString::make("queue7", GFP_KERNEL);
  REQUIRE(made.is_ok());
  const CString& name = made.value();
  EXPECT_EQ(length(name), 6U);
  EXPECT_EQ(name.size(), 6U);
  EXPECT(!name.empty());
  EXPECT(name->starts_with("queue"));
  EXPECT(name->strip_prefix("queue") == CStr("7"));
  EXPECT_EQ((*name)[5], '7');
  EXPECT_EQ(name.span().size(), 6U);
  int letters = 0;
  for ([[maybe_unused]] char letter : *name) ++letters;
  EXPECT_EQ(letters, 6);
}

TEST(is_compared_by_characters) {
  Result<CString> first = CString::make("abc", GFP_KERNEL);
  Result<CString> second = CString::make("abc", GFP_KERNEL);
  Result<CString> third = CString::make("abd", GFP_KERNEL);
  REQUIRE(first.is_ok() && second.is_ok() && third.is_ok());
  EXPECT(first.value() == second.value());
  EXPECT(first.value() != third.value());
  EXPECT(first.value() < third.value());
  EXPECT(first.value() == "abc");
  EXPECT("abc" == first.value());
  EXPECT(CStr("abd") != first.value());
  EXPECT(first.value() < "abd");
  EXPECT(CStr("abb") < first.value());
}

TEST(can_be_formatted) {
  Result<CString> name = CString::make("sda", GFP_KERNEL);
  REQUIRE(name.is_ok());
  EXPECT(CString::from_fmt(FMT("[{}] [{:5}]", name.value(), name.value()), GFP_KERNEL).value() ==
         "[sda] [sda  ]");
}

TEST(characters_can_be_changed) {
  Result<CString> made = CString::make("aZ-\xe4\xc4 z@[`{", GFP_KERNEL);
  REQUIRE(made.is_ok());
  CString& text = made.value();
  text.make_ascii_uppercase();
  EXPECT(text == "AZ-\xe4\xc4 Z@[`{");
  text.make_ascii_lowercase();
  EXPECT(text == "az-\xe4\xc4 z@[`{");
  text.span()[1] = 'b';
  EXPECT(text == "ab-\xe4\xc4 z@[`{");
  text.span()[2] = '\0';
  EXPECT(text == "ab");
}

TEST(is_moved) {
  FailingAllocator::reset();
  {
    Result<Failing> first = Failing::make("first", GFP_KERNEL);
    Result<Failing> second = Failing::make("second", GFP_KERNEL);
    REQUIRE(first.is_ok() && second.is_ok());
    const char* memory = first.value().as_raw();
    Failing taken = std::move(first.value());
    EXPECT(taken.as_raw() == memory);
    EXPECT_EQ(FailingAllocator::live(), 2U);
    second.value() = std::move(taken);  // gives the memory of "second" back
    EXPECT(second.value() == "first");
    EXPECT_EQ(FailingAllocator::live(), 1U);
    Failing& same = second.value();
    second.value() = std::move(same);
    EXPECT(second.value() == "first");
    EXPECT_EQ(FailingAllocator::live(), 1U);
  }
  EXPECT(FailingAllocator::clean());
}

TEST(is_given_away_and_taken_back) {
  FailingAllocator::reset();
  {
    Result<Failing> made = Failing::make("text", GFP_KERNEL);
    REQUIRE(made.is_ok());
    // SAFETY: from_raw() takes it back.
    char* memory = std::move(made.value()).into_raw();
    EXPECT_EQ(FailingAllocator::live(), 1U);
    Failing back = Failing::from_raw(memory);
    EXPECT(back == "text");
  }
  EXPECT(FailingAllocator::clean());
}

TEST(allocates_once_and_fails_clean) {
  FailingAllocator::reset();
  CStr text = "text";
  auto attempt = [&](auto make) {
    return for_each_failure<FailingAllocator>([&] {
      Result<Failing> made = make();
      if (FailingAllocator::failed())
        EXPECT(made.is_err() && made.error() == kernel::ENOMEM);
      else
        EXPECT(made.is_ok());
    });
  };
  EXPECT_EQ(attempt([&] { return Failing::make(text, GFP_KERNEL); }), 1U);
  EXPECT_EQ(attempt([&] { return Failing::from_bytes(text.span(), GFP_KERNEL); }), 1U);
  EXPECT_EQ(attempt([&] { return Failing::from_fmt(FMT("{}", text), GFP_KERNEL); }), 1U);
  EXPECT_EQ(attempt([&] { return Failing::escaped(text, GFP_KERNEL); }), 1U);
  EXPECT(FailingAllocator::clean());
}

// CString::from_fmt() lets the kernel allocate, which only an impossible size can make fail.
TEST(impossible_sizes_fail) {
  auto many = kernel::KVVec<char>::from_elem('a', bindings::KMALLOC_MAX_SIZE, GFP_KERNEL);
  REQUIRE(many.is_ok());
  using KVCString = BasicCString<kernel::KVmalloc>;
  Result<KVCString> large = KVCString::from_bytes(many.value().span(), GFP_KERNEL);
  REQUIRE(large.is_ok());
  CStr text = *large.value();
  EXPECT_EQ(text.size(), bindings::KMALLOC_MAX_SIZE);
  EXPECT(CString::make(text, GFP_KERNEL).error() == kernel::ENOMEM);
  EXPECT(CString::from_bytes(text.span(), GFP_KERNEL).error() == kernel::ENOMEM);
  EXPECT(CString::escaped(text, GFP_KERNEL).error() == kernel::ENOMEM);
  EXPECT(CString::from_fmt(FMT("{}", text), GFP_KERNEL | kernel::__GFP_NOWARN).error() ==
         kernel::ENOMEM);
  EXPECT(KVCString::from_fmt(FMT("{}!", text), GFP_KERNEL).value().size() == text.size() + 1);
}

KTAP_MODULE(cstring_test, copies_a_string, takes_characters, is_formatted,
            is_formatted_by_any_allocator, escapes_what_is_not_printable, escapes_every_byte_right,
            behaves_like_a_cstr, is_compared_by_characters, can_be_formatted,
            characters_can_be_changed, is_moved, is_given_away_and_taken_back,
            allocates_once_and_fails_clean, impossible_sizes_fail);
