// SPDX-License-Identifier: GPL-2.0
// A driver that tells of each device what it learns: from the table, from the configuration space.

#include <kernel/dev_print.hpp>
#include <kernel/pci/driver.hpp>

using kernel::EINVAL;
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
    return {std::in_place, device.device_id()};
  }

  explicit Looker(u16 device) : device_(device) {}
  ~Looker() { pr_info("{:04x} gone\n", device_); }

  void unbind(const kernel::pci::Device<Core>& device) const { dev_info(device, "given back\n"); }

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

  u16 device_;
};
KERNEL_PCI_DEVICE_TABLE(Looker);

KERNEL_MODULE(kernel::driver::Module<kernel::pci::DriverRegistration<Looker>>, {
  .name = "pci_driver",
  .description = "Tells of each device what it learns",
  .license = "GPL",
});
