// SPDX-License-Identifier: GPL-2.0
//
// A device that copies: QEMU's edu reads and writes buffers that are lent to it.
#include <kernel/dma/mask.hpp>
#include <kernel/dma/streaming.hpp>
#include <kernel/ktap.hpp>

#include "../edu.hpp"

using kernel::Atomic;
using kernel::GFP_KERNEL;
using kernel::Relaxed;
using kernel::Result;
using kernel::device::Core;
using kernel::dma::Direction;
using kernel::dma::Streaming;
namespace dma = kernel::dma;
namespace io = kernel::io;
namespace pci = kernel::pci;
using namespace kernel::literals;

namespace {

constexpr size_t kSize = 3000;
using Outgoing = Streaming<u8, Direction::kToDevice>;
using Incoming = Streaming<u8, Direction::kFromDevice>;
using Both = Streaming<u8, Direction::kBidirectional>;

// What probe() has found; it is 1 if all is right.
constinit Atomic<int> mask_refused{0};
constinit Atomic<int> alive{0};
constinit Atomic<int> relaxed_alive{0};
constinit Atomic<int> polled_in_vain{0};
constinit Atomic<int> copied{0};
constinit Atomic<int> copied_again{0};
constinit Atomic<int> in_place{0};

u8 pattern(size_t i) { return static_cast<u8>(i * 7 + i / 256); }

class Edu : public pci::Driver<Edu> {
 public:
  static constexpr auto kIds = edu::kIds;

  static Result<Edu> probe(const pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    // No memory lies that low.
    auto refused = dma::set_mask(device, dma::Mask::make<20>());
    mask_refused.store(refused.is_err() && refused.error() == kernel::EIO, Relaxed);
    TRY(dma::set_mask(device, dma::Mask::make<28>()));
    auto bar = TRY(device.iomap_region<edu::kSize, "dma_edu_test">(GFP_KERNEL, 0));
    auto access = TRY(bar.access(device));
    const edu::Bar& registers = *access;

    registers.write(edu::Liveness{.value = 0x1234U});
    alive.store(registers.read<edu::Liveness>().value == ~0x1234U, Relaxed);
    const auto& relaxed = registers.relaxed();
    relaxed.write(edu::Liveness{.value = 0x4321U});
    relaxed_alive.store(relaxed.read<edu::Liveness>().value == ~0x4321U, Relaxed);
    auto never = [](const edu::Liveness& now) { return now.value == 0; };
    auto look = [&] { return registers.read<edu::Liveness>(); };
    auto in_vain = io::read_poll_timeout(look, never, 100_us, 2_ms);
    polled_in_vain.store(in_vain.is_err() && in_vain.error() == kernel::ETIMEDOUT, Relaxed);

    auto master = TRY(device.set_master(GFP_KERNEL));
    auto full = TRY(kernel::KVec<u8>::from_elem(0, kSize, GFP_KERNEL));
    for (size_t i = 0; i < kSize; ++i) full[i] = pattern(i);
    auto empty = TRY(kernel::KVec<u8>::from_elem(0, kSize, GFP_KERNEL));
    auto seen = TRY(kernel::KVec<u8>::from_elem(0, kSize, GFP_KERNEL));
    auto outgoing = TRY(Outgoing::make(GFP_KERNEL, device, std::move(full)));
    auto incoming = TRY(Incoming::make(GFP_KERNEL, device, std::move(empty)));
    auto out = TRY(outgoing.access(device));
    auto in = TRY(incoming.access(device));

    TRY(edu::transfer(registers, out->address().as_raw(), edu::kMemory, kSize, false));
    TRY(edu::transfer(registers, edu::kMemory, in->address().as_raw(), kSize, true));
    TRY(in->read(0, seen.span()));
    bool right = true;
    for (size_t i = 0; i < kSize; ++i) right = right && seen[i] == pattern(i);
    copied.store(right, Relaxed);

    // What changes in the meantime, the device sees.
    const u8 changed[] = {1, 2, 3};
    TRY(out->write(1000, changed));
    TRY(edu::transfer(registers, out->address().as_raw(), edu::kMemory, kSize, false));
    TRY(edu::transfer(registers, edu::kMemory, in->address().as_raw(), kSize, true));
    u8 part[5];
    TRY(in->read(999, part));
    copied_again.store(part[0] == pattern(999) && part[1] == 1 && part[2] == 2 && part[3] == 3 &&
                           part[4] == pattern(1003),
                       Relaxed);

    auto both_ways = TRY(Both::make(GFP_KERNEL, device, std::move(seen)));
    auto both = TRY(both_ways.access(device));
    TRY(both->write(0, changed));
    TRY(edu::transfer(registers, edu::kMemory, both->address().as_raw(), kSize, true));
    TRY(both->read(0, part));
    in_place.store(part[0] == pattern(0) && part[1] == pattern(1) && part[2] == pattern(2),
                   Relaxed);
    return {std::in_place};
  }
};
KERNEL_PCI_DEVICE_TABLE(Edu);

TEST(device_copies) {
  auto driver = pci::DriverRegistration<Edu>::make(GFP_KERNEL);
  REQUIRE(driver.is_ok());
  EXPECT_EQ(mask_refused.load(Relaxed), 1);
  EXPECT_EQ(alive.load(Relaxed), 1);
  EXPECT_EQ(relaxed_alive.load(Relaxed), 1);
  EXPECT_EQ(polled_in_vain.load(Relaxed), 1);
  EXPECT_EQ(copied.load(Relaxed), 1);
  EXPECT_EQ(copied_again.load(Relaxed), 1);
  EXPECT_EQ(in_place.load(Relaxed), 1);
}

}  // namespace

KTAP_MODULE(dma_edu_test, device_copies);
