// SPDX-License-Identifier: GPL-2.0
//
// Buffers in pieces, without a device that would use them.
#include <kernel/faux.hpp>
#include <kernel/ktap.hpp>
#include <kernel/scatterlist/owned.hpp>

using kernel::EINVAL;
using kernel::GFP_KERNEL;
using kernel::VVec;
using kernel::dma::Direction;
using kernel::scatterlist::Owned;

namespace {

using ToDevice = Owned<u32, Direction::kToDevice>;
using FromDevice = Owned<u32, Direction::kFromDevice>;
using Both = Owned<u32, Direction::kBidirectional>;

template <typename S>
concept Reads = requires(const S& pieces, std::span<u32> to) {
  pieces.read(0, to);
};
template <typename S>
concept Writes = requires(const S& pieces, std::span<const u32> from) {
  pieces.write(0, from);
};
static_assert(!Reads<ToDevice> && Writes<ToDevice> && Reads<FromDevice> && !Writes<FromDevice> &&
              Reads<Both> && Writes<Both>);
static_assert(!kernel::AtomicDestructible<Both> && !std::is_move_constructible_v<Both>);

// More than a page, and not whole ones.
constexpr size_t kCount = 10000;

TEST(pieces_of_a_buffer) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "scatter_pieces");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto buffer = VVec<u32>::from_elem(7, kCount, GFP_KERNEL);
  REQUIRE(buffer.is_ok());
  auto made = Both::make(GFP_KERNEL, device, std::move(buffer).value());
  REQUIRE(made.is_ok());
  const Both& both = *made.value().access(device).value();
  EXPECT_EQ(both.size(), kCount);
  size_t bytes = 0;
  unsigned pieces = 0;
  for (auto piece : both) {
    EXPECT(piece.dma_len() > 0);
    EXPECT_EQ(piece.dma_address().as_raw() % bindings::PAGE_SIZE, u64{0});
    bytes += piece.dma_len();
    ++pieces;
  }
  EXPECT_EQ(bytes, kCount * sizeof(u32));
  EXPECT_EQ(pieces, both.nents());
  auto first = both.begin();
  auto next = first++;
  EXPECT(next == both.begin() && (first == both.end()) == (pieces == 1));
}

TEST(elements) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "scatter_elements");
  REQUIRE(owner.is_ok());
  const auto& device = owner.value().device();
  auto buffer = VVec<u32>::from_elem(7, kCount, GFP_KERNEL);
  REQUIRE(buffer.is_ok());
  auto made = Both::make(GFP_KERNEL, device, std::move(buffer).value());
  REQUIRE(made.is_ok());
  const Both& both = *made.value().access(device).value();
  const u32 from[] = {1, 2, 3};
  EXPECT(both.write(kCount - 3, from).is_ok());
  EXPECT(both.write(kCount - 2, from).error() == EINVAL);
  EXPECT(both.write(~size_t{0}, from).error() == EINVAL);
  EXPECT(both.write(kCount, std::span<const u32>()).is_ok());
  u32 to[4] = {};
  EXPECT(both.read(kCount - 4, to).is_ok());
  EXPECT(to[0] == 7 && to[1] == 1 && to[2] == 2 && to[3] == 3);
  EXPECT(both.read(kCount - 3, to).error() == EINVAL);
  EXPECT(both.read(kCount, std::span<u32>()).is_ok());
}

TEST(no_buffer) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "scatter_empty");
  REQUIRE(owner.is_ok());
  VVec<u32> empty;
  EXPECT(ToDevice::make(GFP_KERNEL, owner.value().device(), std::move(empty)).error() == EINVAL);
}

TEST(goes_with_its_device) {
  auto owner = kernel::faux::Registration::make(GFP_KERNEL, "scatter_goes");
  REQUIRE(owner.is_ok());
  auto buffer = VVec<u32>::from_elem(7, kCount, GFP_KERNEL);
  REQUIRE(buffer.is_ok());
  auto made = FromDevice::make(GFP_KERNEL, owner.value().device(), std::move(buffer).value());
  REQUIRE(made.is_ok());
  { auto gone = std::move(owner).value(); }
  EXPECT(!made.value().try_access());
}

}  // namespace

KTAP_MODULE(scatterlist_test, pieces_of_a_buffer, elements, no_buffer, goes_with_its_device);
