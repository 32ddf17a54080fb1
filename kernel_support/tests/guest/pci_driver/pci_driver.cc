// SPDX-License-Identifier: GPL-2.0
// A driver that tells of each device what it learns: from the table, from the configuration space.

#include <kernel/dev_print.hpp>
#include <kernel/pci/driver.hpp>
#include <kernel/types/aref.hpp>

using kernel::ARef;
using kernel::EINVAL;
using kernel::GFP_KERNEL;
using kernel::OptionalRef;
using kernel::Result;
using kernel::device::Core;
using kernel::pci::DeviceId;
using kernel::pci::Entry;

struct About {
  kernel::CStr what;
};

class Looker : public kernel::pci::Driver<Looker> {
 public:
  static constexpr auto kIds = kernel::pci::id_table(
      Entry{DeviceId::from_class(0xabcd00, 0xffff00).of_vendor(0x1235), About{"something else"}},
      Entry{DeviceId::from_id(0x1234, 0x11e8), About{"an edu device"}});

  static Result<Looker> probe(const kernel::pci::Device<Core>& device,
                              OptionalRef<const About> about) {
    if (about)
      dev_info(device, "{}\n", about->what);
    else
      dev_info(device, "not in the table\n");
    TRY(config_space(device));
    const auto same = TRY(kernel::pci::Device<>::try_from(device));
    if (&*same != &static_cast<const kernel::pci::Device<>&>(device)) return EINVAL;
    if (device.vendor_id() == 0x1234) TRY(written(device));
    // A bridge has no wire, and nothing stays of the attempt.
    const u8 wire = TRY(device.config_space().read8(0x3d));
    if (wire == 0 && device.alloc_intx(GFP_KERNEL).error() != kernel::ENOSPC) return EINVAL;
    return {std::in_place, ARef<kernel::pci::Device<>>(device)};
  }

  explicit Looker(ARef<kernel::pci::Device<>> device) : device_(std::move(device)) {}
  ~Looker() { pr_info("{:04x} gone\n", device_->device_id()); }

  void unbind(const kernel::pci::Device<Core>& device) const;

 private:
  // What stands there is what the kernel says, and nothing is read from behind the end.
  static Result<void> config_space(const kernel::pci::Device<Core>& device) {
    kernel::pci::ConfigSpace config = device.config_space();
    const u16 vendor = TRY(config.read16(0));
    const u32 both = TRY(config.read32(0));
    const u8 revision = TRY(config.read8(8));
    dev_info(device, "{} bytes, {:04x}:{:04x}, revision {}\n", config.size(), vendor, both >> 16,
             revision);
    if (vendor != device.vendor_id() || revision != device.revision_id()) return EINVAL;
    const u32 described = TRY(config.read32(8));
    if (device.class_code() != described >> 8) return EINVAL;
    if (config.read32(2).error() != EINVAL || config.read16(config.size()).error() != EINVAL ||
        config.read8(~size_t{0}).error() != EINVAL)
      return EINVAL;

    // The line of its interrupt is a note for drivers: any byte may stand there.
    constexpr size_t line = 0x3c;
    const u8 before = TRY(config.read8(line));
    TRY(config.write8(0x5a, line));
    const u8 written = TRY(config.read8(line));
    TRY(config.write8(before, line));
    return written == 0x5a ? Result<void>() : EINVAL;
  }

  // Where its registers are stands in its configuration. Asked by a word of ones, it tells how many
  // bytes they have; it must not answer to any address meanwhile.
  static Result<void> written(const kernel::pci::Device<Core>& device) {
    constexpr size_t command = 0x04;
    constexpr size_t bar = 0x10;
    constexpr u16 no_wire = 1 << 10;
    kernel::pci::ConfigSpace config = device.config_space();
    const u64 size = TRY(device.resource_len(0));
    const u16 answers = TRY(config.read16(command));
    const u32 place = TRY(config.read32(bar));
    TRY(config.write16(no_wire, command));
    const u16 silent = TRY(config.read16(command));
    TRY(config.write32(~u32{0}, bar));
    const u32 ones = TRY(config.read32(bar));
    TRY(config.write32(place, bar));
    TRY(config.write16(answers, command));
    if (silent != no_wire || ones != static_cast<u32>(-size)) return EINVAL;
    const u32 again = TRY(config.read32(bar));
    const u64 start = TRY(device.resource_start(0));
    if (start != place || again != place) return EINVAL;
    if (device.resource_start(6).error() != EINVAL || device.resource_len(6).error() != EINVAL)
      return EINVAL;
    if (config.write16(0, command + 1).error() != EINVAL) return EINVAL;
    return config.write32(0, bar + 2).error() == EINVAL ? Result<void>() : EINVAL;
  }

  ARef<kernel::pci::Device<>> device_;
};
KERNEL_PCI_DEVICE_TABLE(Looker);

void Looker::unbind(const kernel::pci::Device<Core>& device) const {
  dev_dbg(device, "{:04x} goes\n", device.device_id());
  dev_info(device, "given back\n");
}

KERNEL_MODULE(kernel::driver::Module<kernel::pci::DriverRegistration<Looker>>, {
  .name = "pci_driver",
  .description = "Tells of each device what it learns",
  .license = "GPL",
});
