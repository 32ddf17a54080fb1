// SPDX-License-Identifier: GPL-2.0
// The card: finds out which chip it is, and makes a device for each of its functions, which other
// drivers drive. There is one, graphics.

#include <kernel/auxiliary/registration.hpp>
#include <kernel/dev_print.hpp>
#include <kernel/io/poll.hpp>
#include <kernel/pci/driver.hpp>
#include <kernel/sync/atomic.hpp>

#include "chipset.hpp"
#include "nova_gpu.hpp"

using kernel::Devres;
using kernel::GFP_KERNEL;
using kernel::OptionalRef;
using kernel::Result;
using kernel::device::Core;
namespace auxiliary = kernel::auxiliary;
namespace pci = kernel::pci;

//! [regions]
constexpr size_t kRegisters = size_t{16} << 20;
using Bar = pci::Bar<kRegisters>;

// Where a card has what.
struct Regions {
  unsigned registers;   // the region with the registers,
  unsigned vram;        // the one with its memory, and
  u64 vram_offset = 0;  // where in that it begins
};

using Entry = pci::Entry<Regions>;
constexpr Regions kOfCards = {.registers = 0, .vram = 1};
// QEMU's ivshmem-plain has one region, so that both share it.
constexpr Regions kOfStandIn = {.registers = 2, .vram = 2, .vram_offset = kRegisters};
//! [regions]

// The number of the next card, never the same twice.
static kernel::Atomic<u32> next_id;

//! [identify]
// Which chip it is; what is not known is refused with a line that says why.
static Result<nova::Chipset> identify(const pci::Device<Core>& device, const Bar& registers) {
  auto first = registers.read<nova::Boot0>();
  if (nova::is_older_than_fermi(first)) {
    dev_err(device, "older than Fermi: BOOT_0 is {:#010x}\n", kernel::io::to_bits(first));
    return kernel::ENODEV;
  }
  auto boot = registers.read<nova::Boot42>();
  auto chip = nova::chipset(boot);
  if (chip.is_err()) {
    dev_err(device, "unknown chip: BOOT_42 is {:#010x}\n", kernel::io::to_bits(boot));
    return chip.error();
  }
  dev_info(device, "{} (chipset {:#x}), revision {:x}.{:x}\n", chip.value().name,
           chip.value().number, boot.major_revision, boot.minor_revision);
  return chip;
}
//! [identify]

//! [firmware]
// Waits for the card's own firmware, which starts when the card gets power.
static Result<void> wait_for_firmware(const pci::Device<Core>& device, const Bar& registers) {
  auto step = [&registers]() -> u32 {
    if (!registers.read<nova::FirmwareVisible>().yes) return 0;
    return registers.read<nova::FirmwareProgress>().step;
  };
  auto done = [](u32 step) { return step == nova::FirmwareProgress::kDone; };
  auto result = kernel::io::read_poll_timeout(step, done, kernel::Delta::from_millis(1),
                                              kernel::Delta::from_secs(4));
  if (result.is_err()) {
    dev_err(device, "its firmware does not become ready: {}\n", result.error());
    return result.error();
  }
  return {};
}
//! [firmware]

//! [card]
// What the driver has for a card. What was made last goes first.
class NovaCore : public pci::Driver<NovaCore> {
  using Graphics = auxiliary::Registration<NovaGpu>;

 public:
  static constexpr auto kIds = pci::id_table(
      Entry{pci::DeviceId::from_class(0x030000, 0xffff00).of_vendor(0x10de), kOfCards},
      Entry{pci::DeviceId::from_class(0x030200, 0xffff00).of_vendor(0x10de), kOfCards},
      Entry{pci::DeviceId::from_id(0x1af4, 0x1110), kOfStandIn});

  static Result<NovaCore> probe(const pci::Device<Core>& device,
                                OptionalRef<const Regions> regions) {
    if (!regions) return kernel::ENODEV;
    TRY(device.enable_device_mem(GFP_KERNEL));
    auto bar = TRY(device.iomap_region<kRegisters, "nova_core">(GFP_KERNEL, regions->registers));
    auto registers = TRY(bar.access(device));
    nova::Chipset chip = TRY(identify(device, *registers));
    if (nova::shows_its_firmware(chip)) TRY(wait_for_firmware(device, *registers));
    dev_info(device, "ready; NVIDIA's firmware, which would come next, is not loaded\n");

    u64 length = TRY(device.resource_len(regions->vram));
    if (length < regions->vram_offset) return kernel::EINVAL;
    // Whoever drives nova_core.nova-drm.N is bound to it from here on, or when it is loaded.
    auto graphics =
        TRY(Graphics::make(GFP_KERNEL, device, "nova-drm", next_id.fetch_add(1, kernel::Relaxed),
                           length - regions->vram_offset));
    return {std::in_place, std::move(bar), std::move(graphics)};
  }

  NovaCore(Devres<Bar> bar, Graphics graphics)
      : bar_(std::move(bar)), graphics_(std::move(graphics)) {}

 private:
  Devres<Bar> bar_;
  Graphics graphics_;
};
KERNEL_PCI_DEVICE_TABLE(NovaCore);
//! [card]

KERNEL_MODULE(kernel::driver::Module<pci::DriverRegistration<NovaCore>>, {
  .name = "nova_core",
  .authors = {"The C++ for Linux authors"},
  .description = "Graphics cards of Nova",
  .license = "GPL",
});
