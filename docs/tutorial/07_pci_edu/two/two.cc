// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: two devices, and a file for each.

#include <kernel/fmt/format.hpp>
#include <kernel/miscdevice/revocable.hpp>
#include <kernel/pci/driver.hpp>

using kernel::Devres;
using kernel::File;
using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::UserSliceWriter;
using kernel::device::Core;
using kernel::io::Register;

using Bar = kernel::pci::Bar<0x80>;

struct Liveness : Register<0x04, u32> {
  Field<31, 0> value;
};

//! [solution]
class Alive {
 public:
  explicit Alive(Devres<Bar> bar) : bar_(std::move(bar)) {}

  // Each read() is a question to the device.
  Result<void> read(const File&, UserSliceWriter& out) const {
    //! [task]
    //! ask the device, and write "alive" or "dead" and a new line.
    //! > return kernel::ENOSYS;
    auto registers = bar_.try_access();
    if (!registers) return kernel::ENODEV;
    registers->write(Liveness{.value = 1});
    const bool alive = registers->read<Liveness>().value == ~1U;
    kernel::CStr answer = alive ? kernel::CStr("alive\n") : kernel::CStr("dead\n");
    if (out.size() < answer.size()) return kernel::EMSGSIZE;
    return out.write_str(answer);
    //! [task]
  }

 private:
  Devres<Bar> bar_;
};
using AliveFile = kernel::RevocableMiscDevice<Alive>;

class Two : public kernel::pci::Driver<Two> {
 public:
  static constexpr auto kIds =
      kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x11e8));

  static Result<Two> probe(const kernel::pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    auto bar = TRY(device.iomap_region<0x80, "two">(GFP_KERNEL, 0));
    //! [task]
    //! make a file that is called after the device.
    //! > return kernel::ENOSYS;
    const kernel::Device<>& any = device;
    kernel::fmt::Buffer<32> name;
    TRY(name.write(FMT("edu-{}", any.dev_name())));
    auto file =
        TRY(AliveFile::make(GFP_KERNEL, {.name = name.str(), .mode = 0444}, std::move(bar)));
    return {std::in_place, std::move(file)};
    //! [task]
  }

  //! [task]
  //! the file belongs to the object.
  explicit Two(AliveFile file) : file_(std::move(file)) {}

 private:
  AliveFile file_;
  //! [task]
};
//! [solution]
KERNEL_PCI_DEVICE_TABLE(Two);

KERNEL_MODULE(kernel::driver::Module<kernel::pci::DriverRegistration<Two>>,
              {.name = "two", .license = "GPL"});
