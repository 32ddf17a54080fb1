// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a register tells which device it is.

#include <kernel/dev_print.hpp>
#include <kernel/pci/driver.hpp>

using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::device::Core;
using kernel::io::Access;
using kernel::io::Register;

//! [solution]
//! [task]
//! a register at 0, of 32 bits, only to be read: a number in the lower 16 bits, above it in 8 bits
//! each the minor and the major version.
struct Identification : Register<0x00, u32, Access::kReadOnly> {
  Field<31, 24> major;
  Field<23, 16> minor;
  Field<15, 0> number;
};
//! [task]

class Version : public kernel::pci::Driver<Version> {
 public:
  static constexpr auto kIds =
      kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x11e8));

  static Result<Version> probe(const kernel::pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    auto bar = TRY(device.iomap_region<0x80, "version">(GFP_KERNEL, 0));
    //! [task]
    //! say "version {}.{}" in the name of the device (dev_info). It is not wanted, ENODEV, if its
    //! number is not 0xed.
    //! > return kernel::ENODEV;
    auto registers = TRY(bar.access(device));
    auto read = registers->read<Identification>();
    if (read.number != 0xed) return kernel::ENODEV;
    dev_info(device, "version {}.{}\n", read.major, read.minor);
    return {std::in_place};
    //! [task]
  }
};
//! [solution]
KERNEL_PCI_DEVICE_TABLE(Version);

KERNEL_MODULE(kernel::driver::Module<kernel::pci::DriverRegistration<Version>>,
              {.name = "version", .license = "GPL"});
