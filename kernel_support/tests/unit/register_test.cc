// SPDX-License-Identifier: GPL-2.0
//
// Registers as types: what their bits mean.
#include <kernel/fmt/format.hpp>
#include <kernel/io/register.hpp>
#include <kernel/ktap.hpp>

using kernel::EINVAL;
using kernel::io::Access;
using kernel::io::from_bits;
using kernel::io::Register;
using kernel::io::RegisterArray;
using kernel::io::to_bits;

namespace {

// Nova's first register.
struct Boot0 : Register<0x0, u32, Access::kReadOnly> {
  Field<28, 24> architecture_low;
  Field<23, 20> implementation;
  Bit<8> architecture_high;
  Field<7, 4> major_revision;
  Field<3, 0> minor_revision;
};
static_assert(Boot0::kOffset == 0 && Boot0::kAccess == Access::kReadOnly);
static_assert(std::is_same_v<Boot0::Word, u32>);

enum class Direction : u8 { kToDevice, kFromDevice };
enum class Speed : u8 { kSlow = 0, kFast = 1, kFastest = 3 };
// Its type may be larger than its field.
enum class Mode { kIdle, kRun, kStop, kTest15 };

struct Command : Register<0x98, u32> {
  Bit<0> start;
  Bit<1, Direction> direction;
  Bit<2> interrupt;
  Field<5, 4, Speed> speed;
  Field<7, 6, Mode> mode;
  Field<31, 16> count;
};

struct Byte : Register<0x3, u8> {
  Field<7, 5> high;
  Field<4, 0> low;
};
struct Short : Register<0x6, u16> {
  Field<15, 0> all;
};
struct Long : Register<0x8, u64> {
  Bit<63> last;
  Field<62, 1> middle;
  Bit<0> first;
};
struct Wide : Register<0x10, u64> {
  Field<63, 0> all;
};
struct Nothing : Register<0x20, u32> {};
struct Scratch : RegisterArray<0x1400, u32, 64> {
  Field<31, 0> value;
};
struct Spaced : RegisterArray<0x40, u16, 8, Access::kReadWrite, 6> {
  Field<9, 2> value;
};

// All of it is known to the compiler.
static_assert(from_bits<Boot0>(0x172000a1).architecture_low == 0x17);
static_assert(from_bits<Boot0>(0x172000a1).implementation == 2);
static_assert(!from_bits<Boot0>(0x172000a1).architecture_high);
static_assert(from_bits<Boot0>(0x172000a1).major_revision == 0xa);
static_assert(from_bits<Boot0>(0x172000a1).minor_revision == 1);
static_assert(from_bits<Boot0>(0x100).architecture_high);
static_assert(to_bits(from_bits<Boot0>(0xffffffff)) == 0xffffffff);
static_assert(to_bits(Boot0{.implementation = 15}) == 0xf00000);
static_assert(to_bits(Command{}) == 0);
static_assert(to_bits(Command{.start = true,
                              .direction = Direction::kFromDevice,
                              .speed = Speed::kFastest,
                              .mode = Mode::kTest15,
                              .count = 0x1234}) == 0x123400f3);
static_assert(to_bits(Byte{.high = 7}) == 0xe0 && to_bits(Byte{.low = 31}) == 0x1f);
static_assert(to_bits(Short{.all = 0xffff}) == 0xffff && from_bits<Short>(0x8001).all == 0x8001);
static_assert(from_bits<Long>(~0ULL).middle == ~0ULL >> 2);
static_assert(to_bits(Long{.last = true}) == 1ULL << 63);
static_assert(from_bits<Wide>(~0ULL).all == ~0ULL);
static_assert(to_bits(from_bits<Nothing>(0x12345678)) == 0x12345678);

static_assert(Scratch::offset_of(0) == 0x1400 && Scratch::offset_of(63) == 0x14fc);
static_assert(Spaced::offset_of(1) == 0x46 && Spaced::kCount == 8 && Spaced::kStride == 6);
static_assert(to_bits(Spaced{.value = 0xff}) == 0x3fc);

// The smallest type that holds the number.
static_assert(std::is_same_v<decltype(Boot0::minor_revision)::Value, u8>);
static_assert(std::is_same_v<decltype(Command::count)::Value, u16>);
static_assert(std::is_same_v<decltype(Command::start)::Value, bool>);
static_assert(std::is_same_v<decltype(Scratch::value)::Value, u32>);
static_assert(std::is_same_v<decltype(Long::middle)::Value, u64>);

// An enumeration that has no name for a value gives it only to those who ask.
static_assert(std::is_convertible_v<decltype(Command::direction), Direction>);
static_assert(std::is_convertible_v<decltype(Command::mode), Mode>);
static_assert(!std::is_convertible_v<decltype(Command::speed), Speed>);

// What may be assigned.
using Number = decltype(Command::count);
static_assert(std::is_constructible_v<Number, int> && std::is_constructible_v<Number, u64>);
static_assert(!std::is_constructible_v<Number, bool> && !std::is_constructible_v<Number, Speed>);
static_assert(!std::is_constructible_v<decltype(Command::start), int>);
static_assert(!std::is_constructible_v<decltype(Command::speed), int>);
static_assert(!std::is_constructible_v<decltype(Command::speed), Direction>);

TEST(fields_of_a_value) {
  u32 bits = 0x172000a1;
  asm("" : "+r"(bits));
  const auto boot = from_bits<Boot0>(bits);
  EXPECT_EQ(boot.architecture_low, 0x17);
  EXPECT_EQ(boot.architecture_low << 4 | boot.implementation, 0x172);
  EXPECT_EQ(boot.minor_revision.bits(), 1);
  EXPECT_EQ(to_bits(boot), 0x172000a1U);
}

TEST(others_stay) {
  u32 bits = 0xff0f;
  asm("" : "+r"(bits));
  auto command = from_bits<Command>(bits);
  command.start = false;
  command.speed = Speed::kFast;
  command.count = 5;
  EXPECT_EQ(to_bits(command), 0x0005ff1eU);
  command = {};
  EXPECT_EQ(to_bits(command), 0U);
}

TEST(enumerators_without_name) {
  auto command = from_bits<Command>(0x20);
  EXPECT(command.speed.get().is_err());
  EXPECT(command.speed.get().error() == EINVAL);
  EXPECT_EQ(command.speed.bits(), 2);
  command.speed = Speed::kFastest;
  REQUIRE(command.speed.get().is_ok());
  EXPECT(command.speed.get().value() == Speed::kFastest);
  EXPECT(command.direction == Direction::kToDevice);
  EXPECT(command.mode.get() == Mode::kIdle);
  // A value that no enumerator has, made by force, stays inside of its bits.
  Command forced{.speed = static_cast<Speed>(0xff)};
  EXPECT_EQ(to_bits(forced), 0x30U);
}

TEST(numbers_that_do_not_fit) {
  int number = 70'000;
  asm("" : "+r"(number));
  Command command{.count = 7};
  EXPECT(command.count.try_set(number).error() == EINVAL);
  EXPECT_EQ(command.count, 7);
  EXPECT(command.count.try_set(-1).error() == EINVAL);
  EXPECT(command.count.try_set(1ULL << 32).error() == EINVAL);
  EXPECT(command.count.try_set(0xffff).is_ok());
  EXPECT_EQ(command.count, 0xffff);
  // What was compared fits.
  if (number > 0 && number < 0x10000) command.count = number;
  command.count = number & 0xff;
  EXPECT_EQ(command.count, 70'000 & 0xff);
}

TEST(printed) {
  kernel::fmt::Buffer<32> text;
  const auto boot = from_bits<Boot0>(0x172000a1);
  EXPECT(text.write(FMT("{:x}.{} {}", boot.major_revision, boot.minor_revision,
                        boot.architecture_high))
             .is_ok());
  EXPECT(text.str() == "a.1 false");
}

}  // namespace

KTAP_MODULE(register_test, fields_of_a_value, others_stay, enumerators_without_name,
            numbers_that_do_not_fit, printed);
