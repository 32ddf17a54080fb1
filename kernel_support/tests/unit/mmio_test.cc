// SPDX-License-Identifier: GPL-2.0
//
// Registers in memory. To a processor they are memory, so here they are.
#include <kernel/alloc/kvec.hpp>
#include <kernel/io/mmio.hpp>
#include <kernel/ktap.hpp>

using kernel::EINVAL;
using kernel::io::Access;
using kernel::io::Mmio;
using kernel::io::Order;
using kernel::io::Register;
using kernel::io::RegisterArray;

namespace {

constexpr size_t kSize = 0x100;

// Twice as much memory as the type says, all of it known.
class Region {
 public:
  static kernel::Result<Region> make() {
    auto words = TRY(kernel::VVec<u32>::from_elem(0, 2 * kSize / sizeof(u32), kernel::GFP_KERNEL));
    return Region(std::move(words));
  }
  Mmio<kSize> registers() {
    return {kernel::io::detail::MmioAddress{words_.span().data()}, 2 * kSize};
  }
  u32& operator[](size_t offset) { return words_[offset / sizeof(u32)]; }

 private:
  explicit Region(kernel::VVec<u32> words) : words_(std::move(words)) {}
  kernel::VVec<u32> words_;
};

struct Identification : Register<0x00, u32, Access::kReadOnly> {
  Field<31, 16> version;
  Field<15, 0> product;
};
struct Control : Register<0x20, u32> {
  Bit<0> start;
  Field<7, 4> speed;
};
struct Doorbell : Register<0x24, u32, Access::kWriteOnly> {
  Field<15, 0> queue;
};
struct Byte : Register<0x31, u8> {
  Field<7, 0> value;
};
struct Short : Register<0x32, u16> {
  Field<15, 0> value;
};
struct Last : Register<kSize - 8, u64> {
  Field<63, 0> value;
};
struct Beyond : Register<kSize, u32> {
  Field<31, 0> value;
};
struct FarBeyond : Register<2 * kSize, u32> {
  Field<31, 0> value;
};
struct Channels : RegisterArray<0x80, u32, 4, Access::kReadWrite, 8> {
  Field<31, 0> value;
};

template <typename T>
T hidden(T value) {
  asm("" : "+r"(value));
  return value;
}

static_assert(!std::is_copy_constructible_v<Mmio<kSize>> &&
              !std::is_move_constructible_v<Mmio<kSize>> && !kernel::Send<Mmio<kSize>>);

TEST(typed_registers) {
  auto made = Region::make();
  REQUIRE(made.is_ok());
  Region& region = made.value();
  const auto registers = region.registers();
  region[0] = 0x00120034;
  EXPECT_EQ(registers.read<Identification>().version, 0x12);
  EXPECT_EQ(registers.read<Identification>().product, 0x34);
  registers.write(Control{.start = true, .speed = 9});
  EXPECT_EQ(region[0x20], 0x91U);
  registers.write(Doorbell{.queue = 0xabcd});
  EXPECT_EQ(region[0x24], 0xabcdU);
  registers.write(Byte{.value = 0x77});
  registers.write(Short{.value = 0x8899});
  EXPECT_EQ(region[0x30], 0x88997700U);
  EXPECT_EQ(registers.read<Byte>().value, 0x77);
  EXPECT_EQ(registers.read<Short>().value, 0x8899);
  registers.write(Last{.value = 0x1122334455667788});
  EXPECT_EQ(region[kSize - 8], 0x55667788U);
  EXPECT_EQ(region[kSize - 4], 0x11223344U);
  EXPECT_EQ(region[kSize], 0U);
  EXPECT_EQ(registers.read<Last>().value, 0x1122334455667788U);
}

TEST(updates_keep_the_rest) {
  auto made = Region::make();
  REQUIRE(made.is_ok());
  Region& region = made.value();
  const auto registers = region.registers();
  region[0x20] = 0xffffff0e;
  registers.update<Control>([](Control& control) {
    control.start = true;
    control.speed = 3;
  });
  EXPECT_EQ(region[0x20], 0xffffff3fU);
}

TEST(arrays) {
  auto made = Region::make();
  REQUIRE(made.is_ok());
  Region& region = made.value();
  const auto registers = region.registers();
  for (size_t i = 0; i < Channels::kCount; ++i)
    registers.write_at(i, Channels{.value = static_cast<u32>(i + 1)});
  EXPECT_EQ(region[0x80], 1U);
  EXPECT_EQ(region[0x84], 0U);
  EXPECT_EQ(region[0x98], 4U);
  EXPECT_EQ(registers.read_at<Channels>(2).value, 3U);
  EXPECT_EQ(registers.try_read_at<Channels>(hidden(3UL)).value().value, 4U);
  EXPECT(registers.try_read_at<Channels>(hidden(4UL)).error() == EINVAL);
  EXPECT(registers.try_read_at<Channels>(hidden(~0UL)).error() == EINVAL);
  EXPECT(registers.try_write_at(hidden(4UL), Channels{.value = 9}).error() == EINVAL);
  EXPECT(registers.try_write_at(hidden(0UL), Channels{.value = 9}).is_ok());
  EXPECT_EQ(region[0x80], 9U);
  EXPECT_EQ(region[0xa0], 0U);
}

TEST(bytes) {
  auto made = Region::make();
  REQUIRE(made.is_ok());
  Region& region = made.value();
  const auto registers = region.registers();
  registers.write8(0x11, 0x40);
  registers.write8(0x22, 0x41);
  registers.write16(0x4433, 0x42);
  registers.write32(0x88776655, 0x44);
  EXPECT_EQ(region[0x40], 0x44332211U);
  EXPECT_EQ(registers.read8(0x43), 0x44);
  EXPECT_EQ(registers.read16(0x44), 0x6655);
  EXPECT_EQ(registers.read32(0x44), 0x88776655U);
  registers.write64(0x0102030405060708, 0x48);
  EXPECT_EQ(registers.read64(0x48), 0x0102030405060708U);
  EXPECT_EQ(registers.read64(0x40), 0x8877665544332211U);
}

// At run time the region ends where it ends, not where its type says.
TEST(compared_when_accessed) {
  auto made = Region::make();
  REQUIRE(made.is_ok());
  Region& region = made.value();
  const auto registers = region.registers();
  EXPECT_EQ(registers.size(), 2 * kSize);
  EXPECT(registers.try_write32(5, hidden(2 * kSize - 4)).is_ok());
  EXPECT_EQ(region[2 * kSize - 4], 5U);
  EXPECT_EQ(registers.try_read32(hidden(2 * kSize - 4)).value(), 5U);
  for (size_t offset : {2 * kSize - 3, 2 * kSize - 1, 2 * kSize, 2 * kSize + 4, ~size_t{0},
                        ~size_t{3}, size_t{1}, size_t{2}, size_t{3}}) {
    EXPECT(registers.try_read32(hidden(offset)).error() == EINVAL);
    EXPECT(registers.try_write32(7, hidden(offset)).error() == EINVAL);
  }
  for (size_t offset : {2 * kSize - 4, 2 * kSize, ~size_t{7}, size_t{4}}) {
    EXPECT(registers.try_read64(hidden(offset)).error() == EINVAL);
    EXPECT(registers.try_write64(7, hidden(offset)).error() == EINVAL);
  }
  EXPECT(registers.try_read16(hidden(2 * kSize - 1)).error() == EINVAL);
  EXPECT(registers.try_write16(7, hidden(2 * kSize)).error() == EINVAL);
  EXPECT(registers.try_read8(hidden(2 * kSize)).error() == EINVAL);
  EXPECT(registers.try_write8(7, hidden(2 * kSize)).error() == EINVAL);
  EXPECT_EQ(registers.try_read8(hidden(2 * kSize - 4)).value(), 5);
  EXPECT_EQ(registers.try_read16(hidden(2 * kSize - 4)).value(), 5);
  EXPECT_EQ(registers.try_read64(hidden(2 * kSize - 8)).value(), 5ULL << 32);
  EXPECT(registers.try_write8(1, 1).is_ok() && registers.try_write16(1, 2).is_ok() &&
         registers.try_write64(1, 8).is_ok());
  EXPECT_EQ(region[0], 0x10100U);
  EXPECT_EQ(region[8], 1U);
  EXPECT(registers.try_write(Beyond{.value = 8}).is_ok());
  EXPECT_EQ(registers.try_read<Beyond>().value().value, 8U);
  EXPECT(registers.try_read<FarBeyond>().error() == EINVAL);
  EXPECT(registers.try_write(FarBeyond{.value = 8}).error() == EINVAL);
}

TEST(relaxed) {
  auto made = Region::make();
  REQUIRE(made.is_ok());
  Region& region = made.value();
  const auto registers = region.registers();
  const Mmio<kSize, Order::kRelaxed>& relaxed = registers.relaxed();
  relaxed.write8(1, 0x50);
  relaxed.write16(2, 0x52);
  relaxed.write32(3, 0x54);
  relaxed.write64(4, 0x58);
  EXPECT_EQ(region[0x50], 0x20001U);
  EXPECT_EQ(relaxed.read8(0x50), 1);
  EXPECT_EQ(relaxed.read16(0x52), 2);
  EXPECT_EQ(relaxed.read32(0x54), 3U);
  EXPECT_EQ(relaxed.read64(0x58), 4U);
  relaxed.write(Control{.start = true});
  EXPECT(relaxed.read<Control>().start);
  EXPECT_EQ(relaxed.size(), registers.size());
  EXPECT_EQ(relaxed.as_raw(), registers.as_raw());
}

}  // namespace

KTAP_MODULE(mmio_test, typed_registers, updates_keep_the_rest, arrays, bytes,
            compared_when_accessed, relaxed);
