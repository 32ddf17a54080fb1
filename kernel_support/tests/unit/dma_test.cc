// SPDX-License-Identifier: GPL-2.0
//
// Memory for DMA, without a device that would use it.
#include <kernel/dma/coherent.hpp>
#include <kernel/dma/mask.hpp>
#include <kernel/dma/streaming.hpp>
#include <kernel/faux.hpp>
#include <kernel/irq/flags.hpp>
#include <kernel/ktap.hpp>

using kernel::EINVAL;
using kernel::GFP_KERNEL;
using kernel::dma::Coherent;
using kernel::dma::Direction;
using kernel::dma::Mask;
using kernel::dma::Streaming;

namespace {

static_assert(Mask::make<1>().as_raw() == 1 && Mask::make<28>().as_raw() == 0x0fffffff);
static_assert(Mask::make<63>().as_raw() == ~0ULL >> 1 && Mask::make<64>().as_raw() == ~0ULL);

static_assert((kernel::IRQF_SHARED | kernel::IRQF_ONESHOT).contains(kernel::IRQF_ONESHOT));
static_assert(!kernel::IRQF_SHARED.contains(kernel::IRQF_ONESHOT));
static_assert(kernel::irq::Flags() == kernel::IRQF_TRIGGER_NONE);
static_assert(kernel::irq::Flags::from_raw(kernel::IRQF_SHARED.as_raw()) == kernel::IRQF_SHARED);

static_assert(!std::is_copy_constructible_v<Coherent<u32>> &&
              !std::is_move_constructible_v<Coherent<u32>> &&
              !kernel::AtomicDestructible<Coherent<u32>>);

struct Descriptor {
  u64 address;
  u32 length, flags;
};

// What the compiler cannot know.
[[gnu::noipa]] unsigned bits_of(unsigned bits) { return bits; }

TEST(masks) {
  for (unsigned bits : {0U, 65U, ~0U}) EXPECT(Mask::try_make(bits).error() == EINVAL);
  EXPECT(Mask::try_make(64).value() == Mask::make<64>());
  EXPECT(Mask::try_make(1).value() == Mask::make<1>());
  EXPECT(Mask::try_make(bits_of(64)).value() == Mask::make<64>());
  EXPECT(Mask::try_make(bits_of(28)).value() == Mask::make<28>());
  EXPECT(Mask::try_make(bits_of(0)).error() == EINVAL);
}

TEST(begins_as_zeroes) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_zeroes");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto made = Coherent<u32>::make(GFP_KERNEL, device, 3000);
  REQUIRE(made.is_ok());
  auto found = made.value().access(device);
  REQUIRE(found.is_ok());
  const Coherent<u32>& memory = *found.value();
  EXPECT_EQ(memory.size(), size_t{3000});
  u32 any = 0;
  for (size_t i = 0; i < memory.size(); ++i) any |= memory.read(i).value();
  EXPECT_EQ(any, 0U);
  EXPECT(memory.address_of(0).value() == memory.address());
  EXPECT(memory.address_of(2999).value() == memory.address() + 4 * size_t{2999});
  EXPECT(memory.address_of(3000).error() == EINVAL);
  memory.as_raw()[2999] = 7;
  EXPECT_EQ(memory.read(2999).value(), 7U);
}

TEST(elements_of_any_size) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_sizes");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto bytes = Coherent<u8>::make(GFP_KERNEL, device, 5);
  auto shorts = Coherent<u16>::make(GFP_KERNEL, device, 5);
  auto longs = Coherent<u64>::make(GFP_KERNEL, device, 5);
  auto structs = Coherent<Descriptor>::make(GFP_KERNEL, device, 5);
  REQUIRE(bytes.is_ok() && shorts.is_ok() && longs.is_ok() && structs.is_ok());
  const Coherent<u8>& small = *bytes.value().access(device).value();
  const Coherent<u16>& middle = *shorts.value().access(device).value();
  const Coherent<u64>& large = *longs.value().access(device).value();
  const Coherent<Descriptor>& ring = *structs.value().access(device).value();
  for (unsigned i = 0; i < 5; ++i) {
    EXPECT(small.write(i, static_cast<u8>(200 + i)).is_ok());
    EXPECT(middle.write(i, static_cast<u16>(60000 + i)).is_ok());
    EXPECT(large.write(i, ~0ULL - i).is_ok());
    EXPECT(ring.write(i, {.address = ~0ULL - i, .length = i, .flags = ~i}).is_ok());
  }
  for (unsigned i = 0; i < 5; ++i) {
    EXPECT_EQ(small.read(i).value(), 200 + i);
    EXPECT_EQ(middle.read(i).value(), 60000 + i);
    EXPECT_EQ(large.read(i).value(), ~0ULL - i);
    const Descriptor read = ring.read(i).value();
    EXPECT(read.address == ~0ULL - i && read.length == i && read.flags == ~i);
  }
  for (size_t index : {size_t{5}, ~size_t{0}}) {
    EXPECT(small.read(index).is_err() && small.write(index, 1).error() == EINVAL);
    EXPECT(ring.read(index).is_err() && ring.write(index, Descriptor()).error() == EINVAL);
  }
}

TEST(several_elements) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_several");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto made = Coherent<u32>::make(GFP_KERNEL, device, 8);
  REQUIRE(made.is_ok());
  const Coherent<u32>& memory = *made.value().access(device).value();
  const u32 from[] = {1, 2, 3};
  EXPECT(memory.write(5, from).is_ok());
  EXPECT(memory.write(6, from).error() == EINVAL);
  EXPECT(memory.write(9, std::span<const u32>()).error() == EINVAL);
  EXPECT(memory.write(8, std::span<const u32>()).is_ok());
  EXPECT(memory.write(~size_t{0}, from).error() == EINVAL);
  u32 to[4] = {9, 9, 9, 9};
  EXPECT(memory.read(4, to).is_ok());
  EXPECT(to[0] == 0 && to[1] == 1 && to[2] == 2 && to[3] == 3);
  EXPECT(memory.read(5, to).error() == EINVAL);
  EXPECT_EQ(memory.read(6).value(), 2U);
}

TEST(none_and_too_many) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_none");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  const auto quiet = GFP_KERNEL | kernel::__GFP_NOWARN;
  EXPECT(Coherent<u32>::make(quiet, device, 0).error() == EINVAL);
  EXPECT(Coherent<u32>::make(quiet, device, size_t{1} << 36).error() == kernel::ENOMEM);
  EXPECT(Coherent<u32>::make(quiet, device, ~size_t{0}).error() == kernel::ENOMEM);
  EXPECT(Coherent<u32>::make(quiet, device, ~size_t{0} / 4).error() == kernel::ENOMEM);
}

// What is tied to a device goes with it, and is not to be had any more.
TEST(goes_with_its_device) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_goes");
  auto other = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_other");
  REQUIRE(owner.is_ok() && other.is_ok());
  auto made = Coherent<u64>::make(GFP_KERNEL, owner.value().device(), 16);
  REQUIRE(made.is_ok());
  EXPECT(made.value().access(other.value().device()).error() == EINVAL);
  EXPECT(bool{made.value().try_access()});
  { auto gone = std::move(owner).value(); }
  EXPECT(!made.value().try_access());
}

template <typename S>
concept Reads = requires(const S& streaming, std::span<u32> to) {
  streaming.read(0, to);
};
template <typename S>
concept Writes = requires(const S& streaming, std::span<const u32> from) {
  streaming.write(0, from);
};
using ToDevice = Streaming<u32, Direction::kToDevice>;
using FromDevice = Streaming<u32, Direction::kFromDevice>;
using Both = Streaming<u32, Direction::kBidirectional>;
static_assert(!Reads<ToDevice> && Writes<ToDevice> && Reads<FromDevice> && !Writes<FromDevice> &&
              Reads<Both> && Writes<Both>);

TEST(buffers_of_the_driver) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_buffers");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto buffer = kernel::KVec<u32>::from_elem(7, 100, GFP_KERNEL);
  REQUIRE(buffer.is_ok());
  auto made = Both::make(GFP_KERNEL, device, std::move(buffer).value());
  REQUIRE(made.is_ok());
  const Both& both = *made.value().access(device).value();
  EXPECT_EQ(both.size(), size_t{100});
  const u32 from[] = {1, 2, 3};
  EXPECT(both.write(97, from).is_ok());
  EXPECT(both.write(98, from).error() == EINVAL);
  EXPECT(both.write(~size_t{0}, from).error() == EINVAL);
  EXPECT(both.write(100, std::span<const u32>()).is_ok());
  u32 to[4] = {};
  EXPECT(both.read(96, to).is_ok());
  EXPECT(to[0] == 7 && to[1] == 1 && to[2] == 2 && to[3] == 3);
  EXPECT(both.read(97, to).error() == EINVAL);
  EXPECT(both.read(100, std::span<u32>()).is_ok());
}

TEST(no_buffer) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_empty");
  REQUIRE(owner.is_ok());
  kernel::KVec<u32> empty;
  EXPECT(ToDevice::make(GFP_KERNEL, owner.value().device(), std::move(empty)).error() == EINVAL);
}

TEST(buffer_goes_with_its_device) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "dma_test_unmapped");
  REQUIRE(owner.is_ok());
  auto buffer = kernel::KVec<u32>::from_elem(7, 100, GFP_KERNEL);
  REQUIRE(buffer.is_ok());
  auto made = FromDevice::make(GFP_KERNEL, owner.value().device(), std::move(buffer).value());
  REQUIRE(made.is_ok());
  { auto gone = std::move(owner).value(); }
  EXPECT(!made.value().try_access());
}

}  // namespace

KTAP_MODULE(dma_test, masks, begins_as_zeroes, elements_of_any_size, several_elements,
            none_and_too_many, goes_with_its_device, buffers_of_the_driver, no_buffer,
            buffer_goes_with_its_device);
