// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Registers of devices as types: where they are, and what their bits mean.

#include <array>
#include <kernel/io/field.hpp>

namespace kernel::io {

/// What may be done with a register.
///
///     # #include <kernel/io/register.hpp>
///     struct Identification : kernel::io::Register<0x00, u32, kernel::io::Access::kReadOnly> {
///       Field<31, 16> version;
///       Field<15, 0> product;
///     };
///     static_assert(Identification::kAccess == kernel::io::Access::kReadOnly);
enum class Access : u8 {
  kReadWrite,  ///< read and written
  kReadOnly,   ///< only read
  kWriteOnly,  ///< only written: what would be read means something else, or nothing
};

namespace detail {

struct AnyRegister {};
struct AnyArray {};

/// The base of a register: the bits that none of its fields has.
template <typename W>
class Bits {
  static_assert(std::is_same_v<W, u8> || std::is_same_v<W, u16> || std::is_same_v<W, u32> ||
                    std::is_same_v<W, u64>,
                "a register is a u8, u16, u32 or u64");

 public:
  /// What is read and written at once.
  using Word = W;

  /// So many bits as one number.
  template <unsigned high, unsigned low = high, typename T = Number<high - low + 1>>
  using Field = io::Field<W, high, low, T>;
  /// One bit: a bool, unless it is said what it means.
  template <unsigned bit, typename T = bool>
  using Bit = io::Field<W, bit, bit, T>;

  constexpr Bits() = default;

 private:
  // INVARIANT: it is the only member, so that a register is an array of words: this one and then
  // one for each field. The compiler keeps none of them in memory.
  W others_ = 0;
};

template <typename R>
inline constexpr size_t kFields = sizeof(R) / sizeof(typename R::Word) - 1;
template <typename R>
using Words = std::array<typename R::Word, kFields<R> + 1>;

template <typename What, size_t>
inline constexpr What kTell{};
/// An R all of whose fields hold what they tell of themselves.
template <typename R, typename What, size_t... i>
consteval auto tell(std::index_sequence<i...>) -> decltype(R{{}, kTell<What, i>...}) {
  return R{{}, kTell<What, i>...};
}
template <typename R>
using Indices = std::make_index_sequence<kFields<R>>;

/// Whether an R is an array of words: its base and its fields.
template <typename R>
concept HasOnlyFields =
    std::is_trivially_copyable_v<R> && sizeof(R) == sizeof(Words<R>) && requires {
  tell<R, TellHighest>(Indices<R>());
};

/// The bits of a field.
template <typename R>
struct Range {
  unsigned high, low;

  constexpr typename R::Word most() const {
    constexpr unsigned width = 8 * sizeof(typename R::Word);
    using Word = typename R::Word;
    return static_cast<Word>(static_cast<Word>(-1) >> (width - 1 - (high - low)));
  }
  constexpr typename R::Word mask() const { return static_cast<typename R::Word>(most() << low); }
};
template <typename R>
consteval auto ranges() {
  auto high = __builtin_bit_cast(Words<R>, (tell<R, TellHighest>(Indices<R>())));
  auto low = __builtin_bit_cast(Words<R>, (tell<R, TellLowest>(Indices<R>())));
  // One more, so that a register without fields has an array, too.
  std::array<Range<R>, kFields<R> + 1> ranges = {};
  for (size_t i = 0; i < kFields<R>; ++i)
    ranges[i] = {static_cast<unsigned>(high[i + 1]), static_cast<unsigned>(low[i + 1])};
  return ranges;
}
template <typename R>
inline constexpr auto kRanges = ranges<R>();

template <typename R>
consteval bool overlap() {
  typename R::Word taken = 0;
  for (size_t i = 0; i < kFields<R>; ++i) {
    if (taken & kRanges<R>[i].mask()) return true;
    taken |= kRanges<R>[i].mask();
  }
  return false;
}
/// The bits that no field has.
template <typename R>
consteval typename R::Word others() {
  typename R::Word taken = 0;
  for (size_t i = 0; i < kFields<R>; ++i) taken |= kRanges<R>[i].mask();
  return static_cast<typename R::Word>(~taken);
}

/// Whether R is declared as it should be; a mistake is the compiler's message.
template <typename R>
consteval bool is_sound() {
  static_assert(HasOnlyFields<R>,
                "a register has no members but fields: Field<high, low>, Bit<number>");
  if constexpr (HasOnlyFields<R>)
    static_assert(!overlap<R>(), "two fields of the register have a bit in common");
  return true;
}

template <typename R, size_t... i>
[[gnu::always_inline]] constexpr R decode(typename R::Word bits, std::index_sequence<i...>) {
  using Word = typename R::Word;
  Words<R> words = {static_cast<Word>(bits & others<R>()),
                    static_cast<Word>(bits >> kRanges<R>[i].low & kRanges<R>[i].most())...};
  return __builtin_bit_cast(R, words);
}
template <typename R, size_t... i>
[[gnu::always_inline]] constexpr typename R::Word encode(const R& value,
                                                         std::index_sequence<i...>) {
  using Word = typename R::Word;
  auto words = __builtin_bit_cast(Words<R>, value);
  return static_cast<Word>((words[0] | ... | (words[i + 1] << kRanges<R>[i].low)));
}

}  // namespace detail

/// The base of a type that says of one register of a device where it is, \p offset bytes behind the
/// beginning, of which unsigned integer \p W, and what its bits mean. An object of the type is a
/// value of the register, in which each field is a member.
///
///     # #include <kernel/io/register.hpp>
///     using kernel::io::Access, kernel::io::Register;
///
///     enum class Direction : u8 { kToDevice, kFromDevice };
///
///     struct Command : Register<0x98, u32> {
///       Bit<0> start;
///       Bit<1, Direction> direction;
///       Bit<2> interrupt;
///     };
///     struct Identification : Register<0x00, u32, Access::kReadOnly> {
///       Field<31, 24> major_version;
///       Field<23, 16> minor_version;
///       Field<7, 0> product;
///     };
///     # ---
///
///     // What Mmio::read<Identification>() gives if the register has these bits:
///     auto id = kernel::io::from_bits<Identification>(0x0203'00ed);
///     pr_info("version {}.{}\n", id.major_version, id.minor_version);
///     EXPECT_EQ(id.product, 0xed);
///
///     // What Mmio::write() takes:
///     Command command{.start = true, .direction = Direction::kFromDevice, .interrupt = true};
///     EXPECT_EQ(kernel::io::to_bits(command), 7);
///
/// All is decided while compiling: fields that overlap or lie outside, an offset that is no
/// multiple of the size, and a number that does not fit do not build, and what is left is the
/// shifts and masks that one would write by hand. Bits that no field has stay as they were read,
/// and are 0 in a value that was not read.
///
/// The names that go before the members:
///
/// - `Field<high, low>`: a number; `Field<high, low, E>`: an enumerator of the `enum class` E.
/// - `Bit<number>`: a bool; `Bit<number, E>`: an enumerator.
///
/// \context Any.
template <size_t offset, typename W, Access access = Access::kReadWrite>
struct Register : detail::Bits<W>, detail::AnyRegister {
  static_assert(offset % sizeof(W) == 0, "a register lies at a multiple of its size");

  /// Where it is: so many bytes behind the beginning.
  static constexpr size_t kOffset = offset;
  /// What may be done with it.
  static constexpr Access kAccess = access;
};

/// The same for \p count registers of one kind, of which each begins \p stride bytes behind the one
/// before.
///
///     # #include <kernel/io/register.hpp>
///     // The volume of each of eight channels, and something else between two of them:
///     struct Volume : kernel::io::RegisterArray<0x40, u16, 8, kernel::io::Access::kReadWrite, 4> {
///       Field<7, 0> left;
///       Field<15, 8> right;
///     };
///     static_assert(Volume::kCount == 8 && Volume::offset_of(2) == 0x48);
///
/// \context Any.
template <size_t offset, typename W, size_t count, Access access = Access::kReadWrite,
          size_t stride = sizeof(W)>
struct RegisterArray : detail::Bits<W>, detail::AnyArray {
  static_assert(offset % sizeof(W) == 0 && stride % sizeof(W) == 0,
                "a register lies at a multiple of its size");
  static_assert(stride >= sizeof(W), "two registers of the array overlap");
  static_assert(count > 0, "an array has at least one register");
  static_assert(count <= (static_cast<size_t>(-1) - offset) / stride,
                "the last register of the array lies beyond what can be addressed");

  /// Where the first one is: so many bytes behind the beginning.
  static constexpr size_t kOffset = offset;
  /// What may be done with them.
  static constexpr Access kAccess = access;
  /// How many they are.
  static constexpr size_t kCount = count;
  /// How far it is from one to the next.
  static constexpr size_t kStride = stride;

  /// Where the one of this number is, counted from 0.
  static constexpr size_t offset_of(size_t index) { return offset + index * stride; }
};

/// A type that is declared as a Register.
///
///     # #include <kernel/io/register.hpp>
///     struct Status : kernel::io::Register<0x20, u32> {
///       Bit<0> busy;
///     };
///     static_assert(kernel::io::IsRegister<Status>);
template <typename R>
concept IsRegister = std::is_base_of_v<detail::AnyRegister, R> && !std::is_const_v<R>;

/// A type that is declared as a RegisterArray.
///
///     # #include <kernel/io/register.hpp>
///     struct Scratch : kernel::io::RegisterArray<0x1400, u32, 64> {
///       Field<31, 0> value;
///     };
///     static_assert(kernel::io::IsRegisterArray<Scratch>);
template <typename R>
concept IsRegisterArray = std::is_base_of_v<detail::AnyArray, R> && !std::is_const_v<R>;

/// The value of a register that has these bits.
///
///     # #include <kernel/io/register.hpp>
///     struct Status : kernel::io::Register<0x20, u32> {
///       Bit<0> busy;
///     };
///     static_assert(kernel::io::from_bits<Status>(0x81).busy);
///
/// \context Any.
template <typename R>
[[gnu::always_inline]] constexpr R from_bits(typename R::Word bits) requires(IsRegister<R> ||
                                                                             IsRegisterArray<R>) {
  static_assert(detail::is_sound<R>());
  return detail::decode<R>(bits, detail::Indices<R>());
}

/// The bits of a register that has this value.
///
///     # #include <kernel/io/register.hpp>
///     struct Status : kernel::io::Register<0x20, u32> {
///       Bit<0> busy;
///     };
///     # ---
///
///     auto status = kernel::io::from_bits<Status>(0x81);
///     status.busy = false;
///     EXPECT_EQ(kernel::io::to_bits(status), 0x80);   // the rest stays as it was
///
/// \context Any.
template <typename R>
[[gnu::always_inline]] constexpr typename R::Word to_bits(const R& value) requires(
    IsRegister<R> || IsRegisterArray<R>) {
  static_assert(detail::is_sound<R>());
  return detail::encode(value, detail::Indices<R>());
}

}  // namespace kernel::io
