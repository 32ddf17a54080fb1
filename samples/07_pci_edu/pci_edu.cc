// SPDX-License-Identifier: GPL-2.0
// A driver of hardware: registers, interrupts and DMA of QEMU's edu device, as the file /dev/edu.

#include <kernel/dev_print.hpp>
#include <kernel/dma/coherent.hpp>
#include <kernel/dma/mask.hpp>
#include <kernel/irq/registration.hpp>
#include <kernel/miscdevice/revocable.hpp>
#include <kernel/pci/driver.hpp>
#include <kernel/sync/mutex.hpp>

#include "edu.h"
#include "registers.hpp"

using kernel::Arc;
using kernel::Completion;
using kernel::Delta;
using kernel::Devres;
using kernel::File;
using kernel::GFP_KERNEL;
using kernel::KBox;
using kernel::Mutex;
using kernel::Result;
using kernel::UserSliceReader;
using kernel::UserSliceWriter;
using kernel::device::Bound;
using kernel::device::Core;

using Bar = kernel::pci::Bar<edu::kSize>;
using Registers = Arc<Devres<Bar>>;
using Buffer = kernel::dma::Coherent<unsigned char>;
using Bytes = std::array<unsigned char, EDU_MEMORY>;

//! [interrupt]
// What the interrupt calls. It finds out why the device has interrupted, tells the device that it
// knows, and wakes who waits.
class Interrupt {
 public:
  explicit Interrupt(Registers registers) : registers_(std::move(registers)) {}

  kernel::irq::Return handle(const kernel::Device<Bound>& device) const {
    auto registers = registers_->access(device);
    if (registers.is_err()) return kernel::irq::Return::kNone;
    auto reason = registers.value()->read<edu::InterruptStatus>();
    // The line may be one of several devices: it was another one.
    if (!reason.factorial && !reason.transfer) return kernel::irq::Return::kNone;
    registers.value()->write(
        edu::InterruptAcknowledge{.factorial = reason.factorial, .transfer = reason.transfer});
    if (reason.factorial) computed.complete();
    if (reason.transfer) transferred.complete();
    return kernel::irq::Return::kHandled;
  }

  Completion computed;
  Completion transferred;

 private:
  Registers registers_;
};
using InterruptRegistration = kernel::irq::Registration<Interrupt>;
//! [interrupt]

//! [device]
// What programs open.
class EduFile {
 public:
  EduFile(Registers registers, Devres<Buffer> buffer, kernel::pci::BusMaster master,
          InterruptRegistration interrupt, KBox<Bytes> bytes)
      : registers_(std::move(registers)),
        buffer_(std::move(buffer)),
        master_(std::move(master)),
        interrupt_(std::move(interrupt)),
        bytes_(std::move(bytes)) {}

  // ioctl(EDU_VERSION)
  Result<edu_version> version(const File&) const {
    auto registers = registers_->try_access();
    if (!registers) return kernel::ENODEV;
    auto what = registers->read<edu::Identification>();
    return edu_version{.major = what.major, .minor = what.minor};
  }
  //! [device]

  //! [factorial]
  // ioctl(EDU_FACTORIAL)
  Result<u32> factorial(const File&, const u32& number) const {
    auto registers = registers_->try_access();
    if (!registers) return kernel::ENODEV;
    // One thing after the other: the device has one register for that.
    auto bytes = bytes_.lock();
    interrupt_->computed.reinit();
    registers->write(edu::Status{.interrupt = true});
    registers->write(edu::Factorial{.number = number});
    TRY(interrupt_->computed.wait_timeout(kPatience));
    return u32{registers->read<edu::Factorial>().number};
  }
  //! [factorial]

  //! [read]
  // read() and pread(): from the memory of the device.
  Result<void> read(const File&, UserSliceWriter& out, loff_t& position) const {
    if (position >= EDU_MEMORY) return {};
    const auto offset = static_cast<size_t>(position);
    const size_t size = std::min(out.size(), EDU_MEMORY - offset);
    if (size == 0) return {};
    auto registers = registers_->try_access();
    auto buffer = buffer_.try_access();
    if (!registers || !buffer) return kernel::ENODEV;

    auto bytes = bytes_.lock();
    std::span<unsigned char> part = std::span(**bytes).first(size);
    TRY(transfer(*registers, edu::kMemory + offset, buffer->address().as_raw(), size, true));
    TRY(buffer->read(0, part));
    TRY(out.write_slice(part));
    position += static_cast<loff_t>(size);
    return {};
  }
  //! [read]

  // write() and pwrite(): to the memory of the device.
  Result<void> write(const File&, UserSliceReader& in, loff_t& position) const {
    if (in.empty()) return {};
    if (position >= EDU_MEMORY) return kernel::ENOSPC;
    const auto offset = static_cast<size_t>(position);
    const size_t size = std::min(in.size(), EDU_MEMORY - offset);
    auto registers = registers_->try_access();
    auto buffer = buffer_.try_access();
    if (!registers || !buffer) return kernel::ENODEV;

    auto bytes = bytes_.lock();
    std::span<unsigned char> part = std::span(**bytes).first(size);
    TRY(in.read_slice(part));
    TRY(buffer->write(0, part));
    TRY(transfer(*registers, buffer->address().as_raw(), edu::kMemory + offset, size, false));
    position += static_cast<loff_t>(size);
    return {};
  }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<EDU_VERSION, &EduFile::version>,
                                      kernel::ioctl::Handler<EDU_FACTORIAL, &EduFile::factorial>>;

 private:
  // The device takes a tenth of a second for a transfer.
  static constexpr Delta kPatience = Delta::from_secs(5);

  //! [transfer]
  // Has the device copy, and waits until it has. The caller has locked bytes_.
  Result<void> transfer(const Bar& registers, u64 from, u64 to, size_t size, bool to_memory) const {
    interrupt_->transferred.reinit();
    registers.write(edu::Source{.address = from});
    registers.write(edu::Destination{.address = to});
    registers.write(edu::Count{.bytes = size});
    registers.write(edu::Command{.start = true, .to_memory = to_memory, .interrupt = true});
    return interrupt_->transferred.wait_timeout(kPatience);
  }
  //! [transfer]

  //! [members]
  // Destroyed from the last to the first: nobody interrupts, then the device writes to memory no
  // more, and then the memory goes.
  Registers registers_;
  Devres<Buffer> buffer_;
  kernel::pci::BusMaster master_;
  InterruptRegistration interrupt_;
  Mutex<KBox<Bytes>, "EduFile::bytes"> bytes_;  // also: who uses the device
  //! [members]
};

//! [driver]
// An object of it for each device that the driver is attached to.
class EduDriver : public kernel::pci::Driver<EduDriver> {
 public:
  static constexpr auto kIds =
      kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x11e8));

  static Result<EduDriver> probe(const kernel::pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    TRY(kernel::dma::set_mask(device, kernel::dma::Mask::make<28>()));
    auto bar = TRY(device.iomap_region<edu::kSize, "pci_edu">(GFP_KERNEL, 0));
    auto registers = TRY(Registers::make(GFP_KERNEL, std::move(bar)));
    TRY(check(device, *registers));

    auto buffer = TRY(Buffer::make(GFP_KERNEL, device, EDU_MEMORY));
    auto bytes = TRY(KBox<Bytes>::make(GFP_KERNEL));
    auto master = TRY(device.set_master(GFP_KERNEL));
    auto vectors =
        TRY(device.alloc_irq_vectors(GFP_KERNEL, master, 1, 1, kernel::pci::IrqTypes::all()));
    auto request = TRY(vectors.get(0));
    auto interrupt = TRY(InterruptRegistration::make(GFP_KERNEL, request, kernel::IRQF_SHARED,
                                                     "pci_edu", registers));

    // The last: programs can come as soon as there is the file.
    auto file = TRY(kernel::RevocableMiscDevice<EduFile>::make(
        GFP_KERNEL, {.name = "edu", .mode = 0600}, std::move(registers), std::move(buffer),
        std::move(master), std::move(interrupt), std::move(bytes)));
    return {std::in_place, std::move(file)};
  }

  explicit EduDriver(kernel::RevocableMiscDevice<EduFile> file) : file_(std::move(file)) {}

 private:
  //! [driver]
  // Whether it is an edu device, and works.
  static Result<void> check(const kernel::Device<Bound>& device, const Devres<Bar>& bar) {
    auto registers = TRY(bar.access(device));
    auto what = registers->read<edu::Identification>();
    if (what.device != 0xed) {
      dev_err(device, "a device {:#x}, and none that this driver knows\n", u32{what.device});
      return kernel::ENODEV;
    }
    constexpr u32 pattern = 0x12345678;
    registers->write(edu::Liveness{.value = pattern});
    if (registers->read<edu::Liveness>().value != ~pattern) {
      dev_err(device, "the device does not answer\n");
      return kernel::EIO;
    }
    // Whoever had it before may have left an interrupt.
    registers->write(edu::InterruptAcknowledge{.factorial = true, .transfer = true});
    dev_info(device, "edu device, version {}.{}\n", u32{what.major}, u32{what.minor});
    return {};
  }

  kernel::RevocableMiscDevice<EduFile> file_;  // /dev/edu is there as long as this is
};
KERNEL_PCI_DEVICE_TABLE(EduDriver);

//! [module]
KERNEL_MODULE(kernel::driver::Module<kernel::pci::DriverRegistration<EduDriver>>, {
  .name = "pci_edu",
  .authors = {"The C++ for Linux authors"},
  .description = "Drives QEMU's edu device",
  .license = "GPL",
});
//! [module]
