// SPDX-License-Identifier: GPL-2.0
#include <array>
#include <cstddef>
#include <kernel/alloc/allocator.hpp>
#include <kernel/error.hpp>
#include <kernel/ktap.hpp>
#include <kernel/str.hpp>
#include <kernel/types/plain_data.hpp>
#include <kernel/uaccess.hpp>
#include <kernel/uidgid.hpp>

using kernel::PlainData;

namespace {

static_assert(PlainData<u8> && PlainData<s8> && PlainData<u16> && PlainData<int> &&
              PlainData<s64> && PlainData<unsigned long> && PlainData<__int128> &&
              PlainData<char> && PlainData<std::byte>);
static_assert(!PlainData<bool> && !PlainData<void> && !PlainData<int&> && !PlainData<int()>);
static_assert(!PlainData<const int> && !PlainData<volatile int> && !PlainData<int[4]>);

enum class Colour { kRed };
enum class Small : u8 { kOne = 1 };
enum class Switch : bool { kOff };
static_assert(PlainData<Colour> && PlainData<Small> && !PlainData<Switch>);

static_assert(!PlainData<int*> && !PlainData<void*> && !PlainData<const char*> &&
              !PlainData<void (*)()> && !PlainData<decltype(nullptr)>);

struct Point {
  u32 x, y;
};
struct Line {
  Point from, to;
  Colour colour;
  std::array<u16, 6> dashes;
};
struct Text {
  char letters[16];
};
struct Derived : Point {
  u64 z;
};
static_assert(PlainData<Point> && PlainData<Line> && PlainData<Text> && PlainData<Derived>);
static_assert(PlainData<std::array<Line, 3>> && PlainData<std::array<std::array<u8, 2>, 2>>);

struct PaddedInside {
  u8 kind;
  u32 value;
};
struct PaddedAtEnd {
  u64 value;
  u32 kind;
};
struct Nested {
  PaddedAtEnd inner;
  u64 more;
};
struct [[gnu::packed]] Packed {
  u8 kind;
  u32 value;
};
struct alignas(16) Aligned {
  u64 value;
};
struct PartOfBits {
  u32 bits : 9;
};
struct Empty {};
static_assert(!PlainData<PaddedInside> && !PlainData<PaddedAtEnd> && !PlainData<Nested>);
static_assert(!PlainData<std::array<PaddedInside, 2>> && !PlainData<std::array<u8, 0>>);
static_assert(PlainData<Packed> && !PlainData<Aligned> && !PlainData<PartOfBits>);
static_assert(!PlainData<Empty>);

struct Flag {
  bool on;
};
struct Pointing {
  u64 value;
  const u32* where;
};
struct Calling {
  void (*function)();
};
struct Naming {
  u32 Point::*member;
};
struct Doing {
  void (Text::*function)();
};
struct Nowhere {
  decltype(nullptr) value;
};
struct Referring {
  u64& value;
};
struct Fraction {
  float value;
};
static_assert(!PlainData<Flag> && !PlainData<std::array<bool, 4>> && !PlainData<Pointing> &&
              !PlainData<Calling> && !PlainData<Naming> && !PlainData<Doing> &&
              !PlainData<Nowhere> && !PlainData<Referring> && !PlainData<Fraction>);
static_assert(!PlainData<u32 Point::*> && !PlainData<void (Text::*)()>);

union Either {
  u32 number;
  u8 bytes[4];
};
struct Tagged {
  u32 tag;
  union {
    u32 number;
    u8 bytes[4];
  };
};
struct Counted {
  u32 size;
  u8 bytes[];
};
static_assert(!PlainData<Either> && !PlainData<Tagged> && !PlainData<Counted>);

class Private {
 public:
  u32 value() const { return value_; }

 private:
  u32 value_ = 1;
};
struct HasPrivate {
  Private member;
};
struct HasError {
  u32 number;
  kernel::Error error;
};
struct Virtual {
  virtual u64 value() const { return 1; }
};
struct Destroyed {
  ~Destroyed() {}  // NOLINT(modernize-use-equals-default): then it would be trivial
  u64 value;
};
struct Constructed {
  explicit Constructed(u64 number) : value(number) {}
  u64 value;
};
struct Computed {
  constexpr explicit Computed(u64 number) : value(number) {}
  u64 value;
};
static_assert(!PlainData<Private> && !PlainData<HasPrivate> && !PlainData<HasError> &&
              !PlainData<Virtual> && !PlainData<Destroyed> && !PlainData<Constructed>);
static_assert(PlainData<Computed>);
// They promise something of their bytes.
static_assert(!PlainData<kernel::Error> && !PlainData<kernel::Result<u32>> &&
              !PlainData<kernel::CStr> && !PlainData<kernel::Kuid> &&
              !PlainData<kernel::alloc::NumaNode> && !PlainData<kernel::UserSlice> &&
              !PlainData<kernel::UserSliceReader>);

}  // namespace

// What the compiler found out without a processor is true of the bytes in memory.
TEST(each_byte_is_kept) {
  std::array<u8, sizeof(Line)> bytes;
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<u8>(251 * i + 7);
  Line line;
  __builtin_memcpy(&line, bytes.data(), sizeof(line));
  asm volatile("" : "+m"(line));
  Line copy = line;
  EXPECT_EQ(__builtin_memcmp(&copy, bytes.data(), sizeof(copy)), 0);
  EXPECT_EQ(sizeof(Line), size_t{32});
}

KTAP_MODULE(plain_data_test, each_byte_is_kept);
