// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Groups of bits in a register of a device.

#include <concepts>
#include <kernel/build_assert.hpp>
#include <kernel/fmt.hpp>
#include <kernel/result.hpp>
#include <type_traits>
#include <utility>

namespace kernel::io {

namespace detail {

/// The smallest unsigned integer of so many bits.
template <unsigned bits>
using Number = std::conditional_t<
    bits <= 8, u8, std::conditional_t<bits <= 16, u16, std::conditional_t<bits <= 32, u32, u64>>>;

/// Whether an enumerator has the value, by how the compiler writes it: `Speed::kFast` or
/// `(Speed)3`.
template <typename E, E value>
consteval bool is_named() {
  const char* end = __PRETTY_FUNCTION__;
  while (end[1]) ++end;
  do --end;
  while (*end >= '0' && *end <= '9');
  return *end != ')';
}

/// Enumerations have at most as many values as a byte.
inline constexpr unsigned kEnumerated = 256;
template <typename E>
struct Enumerators {
  bool named[kEnumerated] = {};
};
template <typename E, size_t... i>
consteval Enumerators<E> enumerators(std::index_sequence<i...>) {
  return {{is_named<E, static_cast<E>(i)>()...}};
}
template <typename E>
inline constexpr Enumerators<E> kEnumerators =
    enumerators<E>(std::make_index_sequence<kEnumerated>());

/// Whether enumerators have all values, or any, of \p from to \p to.
template <typename E>
consteval bool all_named(size_t from, size_t to) {
  for (size_t i = from; i < to; ++i)
    if (!kEnumerators<E>.named[i]) return false;
  return true;
}
template <typename E>
consteval bool any_named(size_t from, size_t to) {
  for (size_t i = from; i < to; ++i)
    if (kEnumerators<E>.named[i]) return true;
  return false;
}

/// Refuses an enumeration that is none for so many bits.
template <typename T, unsigned bits>
consteval bool is_suitable() {
  if constexpr (std::is_enum_v<T>) {
    static_assert(!std::is_convertible_v<T, std::underlying_type_t<T>>,
                  "an enumeration for a field is an enum class");
    static_assert(bits <= 8, "an enumeration for a field has at most 8 bits: take a number");
    static_assert(!any_named<T>(size_t{1} << bits, kEnumerated),
                  "an enumerator does not fit into the bits of its field");
  }
  return true;
}
/// Whether all that so many bits can be is a T: a number is, and so is an enumerator where each
/// value has a name.
template <typename T, unsigned bits>
consteval bool is_total() {
  if constexpr (std::is_enum_v<T>)
    return all_named<T>(0, size_t{1} << bits);
  else
    return true;
}

/// What the parts of a register tell of themselves instead of a value: see register.hpp.
struct TellHighest {};
struct TellLowest {};

}  // namespace detail

/// The bits \p high to \p low of a register whose type is \p Word, which mean a \p T: a number, a
/// `bool`, or an enumerator. Registers have shorter names for it: see Register.
///
///     # #include <kernel/io/register.hpp>
///     enum class Speed : u8 { kSlow = 0, kFast = 1, kFastest = 3 };
///
///     struct Control : kernel::io::Register<0x10, u32> {
///       Bit<0> enable;              // a bool
///       Field<2, 1, Speed> speed;   // what 2 means nobody knows
///       Field<15, 8> divider;
///     };
///     # ---
///
///     Control control{.enable = true, .speed = Speed::kFast};
///     control.divider = 12;
///     EXPECT_EQ(control.divider + 1, 13);
///     EXPECT(TRY(control.speed.get()) == Speed::kFast);
///
/// It is the value, decoded: what is written to it goes nowhere before the register is written.
///
/// A number must fit. The compiler has to see that it does, because it is a constant or was
/// compared before, or the module does not build; try_set() compares when it runs.
///
/// An enumeration is scoped (`enum class`), and its enumerators are those of this field: one that
/// does not fit does not compile. If there is one for each value that the bits can have, the field
/// is an enumerator as it stands; if not, get() may fail.
///
/// \context Any.
template <typename Word, unsigned high, unsigned low, typename T>
class Field {
  static constexpr bool kInside = low <= high && high < 8 * sizeof(Word);
  static_assert(low <= high, "a field is written as Field<highest bit, lowest bit>");
  static_assert(high < 8 * sizeof(Word), "a field must lie inside of its register");
  static constexpr unsigned kBits = kInside ? high - low + 1 : 1;
  static constexpr Word kMost =
      static_cast<Word>(static_cast<Word>(-1) >> (8 * sizeof(Word) - kBits));

  static constexpr bool kIsBool = std::is_same_v<T, bool>;
  static constexpr bool kIsEnum = std::is_enum_v<T>;
  static constexpr bool kIsNumber = !kIsBool && !kIsEnum;
  static_assert(!kIsBool || kBits == 1, "a bool is one bit");
  static_assert(detail::is_suitable<T, kBits>());
  static constexpr bool kTotal = detail::is_total<T, kBits>();

 public:
  /// What the bits mean.
  using Value = T;

  /// All bits zero.
  constexpr Field() = default;
  /// The bits of a number that fits.
  template <std::integral V>
  // NOLINTNEXTLINE(google-explicit-constructor): a field is assigned its value
  [[gnu::always_inline]] constexpr Field(V value) requires(kIsNumber && !std::same_as<V, bool>)
      : bits_(static_cast<Word>(value)) {
    BUILD_ASSERT(fits(value),
                 "the number does not fit into its field: compare it before, or try_set() it");
  }
  /// The bits of a bool, or of an enumerator.
  template <std::same_as<T> V>
  // NOLINTNEXTLINE(google-explicit-constructor): the same
  [[gnu::always_inline]] constexpr Field(V value) requires(!kIsNumber)
      : bits_(static_cast<Word>(value) & kMost) {}

  /// Changes it to a number that may not fit.
  ///
  /// \errors #EINVAL if it does not; the field stays as it is.
  template <std::integral V>
  constexpr Result<void> try_set(V value) requires(kIsNumber && !std::same_as<V, bool>) {
    if (!fits(value)) return EINVAL;
    bits_ = static_cast<Word>(value);
    return {};
  }

  /// What the bits mean.
  constexpr T get() const requires(kTotal) { return static_cast<T>(bits_); }
  /// What the bits mean, if they mean anything.
  ///
  /// \errors #EINVAL if no enumerator has the value.
  constexpr Result<T> get() const requires(!kTotal) {
    if (!detail::kEnumerators<T>.named[bits_]) return EINVAL;
    return static_cast<T>(bits_);
  }
  /// The same as get().
  // NOLINTNEXTLINE(google-explicit-constructor): a field is its value
  constexpr operator T() const requires(kTotal) { return get(); }

  /// The bits as a number, whatever they mean.
  constexpr detail::Number<kBits> bits() const { return static_cast<detail::Number<kBits>>(bits_); }

  /// \cond
  // NOLINTBEGIN(google-explicit-constructor): in the place of a value
  constexpr Field(detail::TellHighest) : bits_(high) {}
  constexpr Field(detail::TellLowest) : bits_(low) {}
  // NOLINTEND(google-explicit-constructor)
  /// \endcond

 private:
  template <typename V>
  static constexpr bool fits(V value) {
    return value >= 0 && static_cast<std::make_unsigned_t<V>>(value) <= kMost;
  }

  // INVARIANT: it is the only member, so that the fields of a register are an array of words.
  Word bits_ = 0;
};

}  // namespace kernel::io

/// io::Field, of a number or a `bool`: as that.
template <typename Word, unsigned high, unsigned low, typename T>
  requires(!std::is_enum_v<T>)
struct kernel::fmt::Formatter<kernel::io::Field<Word, high, low, T>> : Formatter<T> {
  static constexpr auto argument(kernel::io::Field<Word, high, low, T> field) {
    return Formatter<T>::argument(field.get());
  }
};
