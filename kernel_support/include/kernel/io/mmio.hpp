// SPDX-License-Identifier: GPL-2.0
#pragma once
/// \file
/// Registers of devices in memory.

#include <helpers/io.h>

#include <kernel/io/register.hpp>
#include <kernel/lifetime.hpp>
#include <kernel/types/not_thread_safe.hpp>

namespace kernel::io {

/// Whether accesses to a device keep their order with accesses to memory.
///
///     # #include <kernel/io/mmio.hpp>
///     static_assert(std::same_as<kernel::io::Mmio<4096>,
///                                kernel::io::Mmio<4096, kernel::io::Order::kOrdered>>);
enum class Order : u8 {
  kOrdered,  ///< as readl() and writel(): what was written to memory before, the device sees
  kRelaxed,  ///< as readl_relaxed() and writel_relaxed(): only in order with each other
};

namespace detail {

/// Where registers are mapped: what ioremap() gives.
struct MmioAddress {
  void* address;  // void __iomem *
};

template <Order order, typename Word>
[[gnu::always_inline]] inline Word load(const void* address) {
  constexpr bool relaxed = order == Order::kRelaxed;
  if constexpr (sizeof(Word) == sizeof(u8)) {
    return relaxed ? cpp_helper_readb_relaxed(address) : cpp_helper_readb(address);
  } else if constexpr (sizeof(Word) == sizeof(u16)) {
    return relaxed ? cpp_helper_readw_relaxed(address) : cpp_helper_readw(address);
  } else if constexpr (sizeof(Word) == sizeof(u32)) {
    return relaxed ? cpp_helper_readl_relaxed(address) : cpp_helper_readl(address);
  } else {
    return relaxed ? cpp_helper_readq_relaxed(address) : cpp_helper_readq(address);
  }
}

template <Order order, typename Word>
[[gnu::always_inline]] inline void store(Word value, void* address) {
  constexpr bool relaxed = order == Order::kRelaxed;
  if constexpr (sizeof(Word) == sizeof(u8)) {
    relaxed ? cpp_helper_writeb_relaxed(value, address) : cpp_helper_writeb(value, address);
  } else if constexpr (sizeof(Word) == sizeof(u16)) {
    relaxed ? cpp_helper_writew_relaxed(value, address) : cpp_helper_writew(value, address);
  } else if constexpr (sizeof(Word) == sizeof(u32)) {
    relaxed ? cpp_helper_writel_relaxed(value, address) : cpp_helper_writel(value, address);
  } else {
    relaxed ? cpp_helper_writeq_relaxed(value, address) : cpp_helper_writeq(value, address);
  }
}

/// Whether a processor accesses a Word at once.
template <typename Word>
concept Accessible = sizeof(Word) <= sizeof(long);

/// Whether a Word lies between the beginning and \p size, at a multiple of its size.
template <typename Word>
constexpr bool lies_inside(size_t offset, size_t size) {
  return offset % sizeof(Word) == 0 && offset < size - size % sizeof(Word);
}

/// Refuses what cannot be accessed, with a message for each reason.
template <typename R, size_t end, size_t size>
consteval bool is_accessible() {
  static_assert(Accessible<typename R::Word>,
                "only a 64-bit processor accesses a register of 64 bits at once");
  static_assert(end <= size, "the register lies beyond the end of the region");
  return true;
}
template <typename R>
consteval bool is_readable() {
  static_assert(R::kAccess != Access::kWriteOnly, "the register can only be written");
  return true;
}
template <typename R>
consteval bool is_writable() {
  static_assert(R::kAccess != Access::kReadOnly, "the register can only be read");
  return true;
}

}  // namespace detail

/// A mapped region of a device, at least \p kSize bytes of registers, for as long as its owner
/// keeps it mapped, which is who gives it out: a pci::Bar.
///
///     # #include <kernel/io/mmio.hpp>
///     # ---
///     # alignas(long) u32 memory[16] = {0x010000ed};
///     # kernel::io::Mmio<64> registers(kernel::io::detail::MmioAddress{memory}, sizeof(memory));
///     struct Identification : kernel::io::Register<0x00, u32, kernel::io::Access::kReadOnly> {
///       Field<31, 24> major_version;
///       Field<7, 0> product;
///     };
///     struct Control : kernel::io::Register<0x20, u32> {
///       Bit<0> start;
///       Bit<7> interrupt;
///     };
///
///     EXPECT_EQ(registers.read<Identification>().product, 0xed);
///     registers.write(Control{.interrupt = true});
///     registers.update<Control>([](Control& control) { control.start = true; });
///     EXPECT_EQ(registers.read32(0x20), 0x81);
///     EXPECT(registers.try_read32(64).error() == kernel::EINVAL);
///
/// Each access is one access of the register's size. A register that lies beyond kSize does not
/// build; nor does an offset of which the compiler does not see that it lies before it, at a
/// multiple of the size. The functions that begin with `try_` compare when they run, and with the
/// region's true size.
///
/// All functions are constant: a register is not the region's, but the device's, and any number of
/// threads may access it. That two do not read, change and write the same one at once is the
/// driver's affair: a lock.
///
/// \context Any.
/// \wraps{linux/io.h,driver-api/device-io.html}
template <size_t kSize, Order order = Order::kOrdered>
class Mmio {
 public:
  /// \cond
  // By the owner of the mapping, who keeps it longer than this. INVARIANT: size is not below kSize.
  Mmio(detail::MmioAddress address, size_t size)
      : base_(static_cast<unsigned char*>(address.address)), size_(size) {}
  /// \endcond
  Mmio(const Mmio&) = delete;
  Mmio& operator=(const Mmio&) = delete;

  /// How many bytes it has, not less than kSize.
  size_t size() const { return size_; }

  /// The same region without order between accesses to the device and to memory, which is faster on
  /// processors other than x86: for what no memory depends on that device and driver share (DMA).
  ///
  ///     # #include <kernel/io/mmio.hpp>
  ///     # alignas(long) u32 memory[16] = {};
  ///     # kernel::io::Mmio<64> registers(kernel::io::detail::MmioAddress{memory}, 64);
  ///     registers.relaxed().write32(7, 0x10);
  ///     EXPECT_EQ(registers.read32(0x10), 7);
  const Mmio<kSize, Order::kRelaxed>& relaxed() const& KERNEL_LIFETIME_BOUND {
    // SAFETY: the two differ in their functions only.
    return reinterpret_cast<const Mmio<kSize, Order::kRelaxed>&>(*this);
  }
  const Mmio<kSize, Order::kRelaxed>& relaxed() const&& = delete;  // give the region a name first

  /// \name Registers
  /// \{

  /// Reads a register.
  template <IsRegister R>
  [[gnu::always_inline]] R read() const {
    static_assert(detail::is_accessible<R, R::kOffset + sizeof(typename R::Word), kSize>() &&
                  detail::is_readable<R>());
    return from_bits<R>(load<typename R::Word>(R::kOffset));
  }
  /// Writes a register.
  template <IsRegister R>
  [[gnu::always_inline]] void write(const R& value) const {
    static_assert(detail::is_accessible<R, R::kOffset + sizeof(typename R::Word), kSize>() &&
                  detail::is_writable<R>());
    store(to_bits(value), R::kOffset);
  }
  /// Reads a register, has \p change, a function of an `R&`, change it, and writes it.
  template <IsRegister R, std::invocable<R&> Change>
  [[gnu::always_inline]] void update(Change&& change) const {
    auto value = read<R>();
    std::forward<Change>(change)(value);
    write(value);
  }

  /// Reads the register \p index of an array. The compiler must see that there is such a one.
  template <IsRegisterArray R>
  [[gnu::always_inline]] R read_at(size_t index) const {
    BUILD_ASSERT(index < R::kCount, "the array has no such register: try_read_at() it");
    return read_element<R>(index);
  }
  /// Writes it.
  template <IsRegisterArray R>
  [[gnu::always_inline]] void write_at(size_t index, const R& value) const {
    BUILD_ASSERT(index < R::kCount, "the array has no such register: try_write_at() it");
    write_element(index, value);
  }
  /// Reads the register \p index of an array, if there is such a one.
  ///
  /// \errors #EINVAL if there is none.
  template <IsRegisterArray R>
  [[gnu::always_inline]] Result<R> try_read_at(size_t index) const {
    if (index >= R::kCount) return EINVAL;
    return read_element<R>(index);
  }
  /// Writes it.
  ///
  /// \errors #EINVAL if there is none.
  template <IsRegisterArray R>
  [[gnu::always_inline]] Result<void> try_write_at(size_t index, const R& value) const {
    if (index >= R::kCount) return EINVAL;
    write_element(index, value);
    return {};
  }

  /// Reads a register, if the region is that large.
  ///
  /// \errors #EINVAL if it is not.
  template <IsRegister R>
  [[gnu::always_inline]] Result<R> try_read() const {
    static_assert(detail::is_readable<R>());
    auto bits = TRY(try_load<typename R::Word>(R::kOffset));
    return from_bits<R>(bits);
  }
  /// Writes it.
  ///
  /// \errors #EINVAL if the region is not that large.
  template <IsRegister R>
  [[gnu::always_inline]] Result<void> try_write(const R& value) const {
    static_assert(detail::is_writable<R>());
    return try_store(to_bits(value), R::kOffset);
  }
  /// \}

  /// \name Bytes
  ///
  /// What has no type: \p offset bytes behind the beginning.
  /// \{

  /// Reads a byte.
  [[gnu::always_inline]] u8 read8(size_t offset) const { return checked_load<u8>(offset); }
  /// Reads two bytes.
  [[gnu::always_inline]] u16 read16(size_t offset) const { return checked_load<u16>(offset); }
  /// Reads four bytes.
  [[gnu::always_inline]] u32 read32(size_t offset) const { return checked_load<u32>(offset); }
  /// Reads eight bytes; on 64-bit processors.
  [[gnu::always_inline]] u64 read64(size_t offset) const requires detail::Accessible<u64> {
    return checked_load<u64>(offset);
  }
  /// Writes a byte.
  [[gnu::always_inline]] void write8(u8 value, size_t offset) const {
    checked_store(value, offset);
  }
  /// Writes two bytes.
  [[gnu::always_inline]] void write16(u16 value, size_t offset) const {
    checked_store(value, offset);
  }
  /// Writes four bytes.
  [[gnu::always_inline]] void write32(u32 value, size_t offset) const {
    checked_store(value, offset);
  }
  /// Writes eight bytes; on 64-bit processors.
  [[gnu::always_inline]] void write64(u64 value,
                                      size_t offset) const requires detail::Accessible<u64> {
    checked_store(value, offset);
  }
  /// \}

  /// \name Bytes, compared when they are accessed
  ///
  /// \errors #EINVAL if \p offset is not a multiple of the size, or too large.
  /// \{

  /// Reads a byte.
  Result<u8> try_read8(size_t offset) const { return try_load<u8>(offset); }
  /// Reads two bytes.
  Result<u16> try_read16(size_t offset) const { return try_load<u16>(offset); }
  /// Reads four bytes.
  Result<u32> try_read32(size_t offset) const { return try_load<u32>(offset); }
  /// Reads eight bytes; on 64-bit processors.
  Result<u64> try_read64(size_t offset) const requires detail::Accessible<u64> {
    return try_load<u64>(offset);
  }
  /// Writes a byte.
  Result<void> try_write8(u8 value, size_t offset) const { return try_store(value, offset); }
  /// Writes two bytes.
  Result<void> try_write16(u16 value, size_t offset) const { return try_store(value, offset); }
  /// Writes four bytes.
  Result<void> try_write32(u32 value, size_t offset) const { return try_store(value, offset); }
  /// Writes eight bytes; on 64-bit processors.
  Result<void> try_write64(u64 value, size_t offset) const requires detail::Accessible<u64> {
    return try_store(value, offset);
  }
  /// \}

  /// Where the region is mapped (`void __iomem *`), for C functions.
  ///
  /// \safety It must not be used after the region is gone, and only by functions for such
  /// addresses.
  void* as_raw() const& KERNEL_LIFETIME_BOUND { return base_; }
  void* as_raw() const&& = delete;  // give the region a name first

 private:
  template <typename Word>
  [[gnu::always_inline]] Word load(size_t offset) const {
    return detail::load<order, Word>(base_ + offset);
  }
  template <typename Word>
  [[gnu::always_inline]] void store(Word value, size_t offset) const {
    detail::store<order>(value, base_ + offset);
  }
  template <typename Word>
  [[gnu::always_inline]] Word checked_load(size_t offset) const {
    BUILD_ASSERT(detail::lies_inside<Word>(offset, kSize),
                 "the offset is not inside of the region, or no multiple of the size");
    return load<Word>(offset);
  }
  template <typename Word>
  [[gnu::always_inline]] void checked_store(Word value, size_t offset) const {
    BUILD_ASSERT(detail::lies_inside<Word>(offset, kSize),
                 "the offset is not inside of the region, or no multiple of the size");
    store(value, offset);
  }
  template <typename Word>
  [[gnu::always_inline]] Result<Word> try_load(size_t offset) const {
    if (!detail::lies_inside<Word>(offset, size_)) return EINVAL;
    return load<Word>(offset);
  }
  template <typename Word>
  [[gnu::always_inline]] Result<void> try_store(Word value, size_t offset) const {
    if (!detail::lies_inside<Word>(offset, size_)) return EINVAL;
    store(value, offset);
    return {};
  }
  template <typename R>
  [[gnu::always_inline]] R read_element(size_t index) const {
    static_assert(
        detail::is_accessible<R, R::offset_of(R::kCount - 1) + sizeof(typename R::Word), kSize>() &&
        detail::is_readable<R>());
    return from_bits<R>(load<typename R::Word>(R::offset_of(index)));
  }
  template <typename R>
  [[gnu::always_inline]] void write_element(size_t index, const R& value) const {
    static_assert(
        detail::is_accessible<R, R::offset_of(R::kCount - 1) + sizeof(typename R::Word), kSize>() &&
        detail::is_writable<R>());
    store(to_bits(value), R::offset_of(index));
  }

  unsigned char* base_;  // void __iomem *
  size_t size_;
};

}  // namespace kernel::io

/// \cond
template <size_t kSize, kernel::io::Order order>
inline constexpr bool kernel::kIsSend<kernel::io::Mmio<kSize, order>> = false;
/// \endcond
