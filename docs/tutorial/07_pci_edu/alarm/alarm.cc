// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: an interrupt that wakes a thread.

#include <kernel/dev_print.hpp>
#include <kernel/irq/registration.hpp>
#include <kernel/pci/driver.hpp>
#include <kernel/time/delay.hpp>

using kernel::Arc;
using kernel::Devres;
using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::device::Bound;
using kernel::device::Core;
using kernel::io::Access;
using kernel::io::Register;

using Bar = kernel::pci::Bar<0x80>;
using Registers = Arc<Devres<Bar>>;

struct Raise : Register<0x60, u32, Access::kWriteOnly> {
  Field<31, 0> reasons;
};
struct Reasons : Register<0x24, u32, Access::kReadOnly> {
  Field<31, 0> reasons;
};
struct Acknowledge : Register<0x64, u32, Access::kWriteOnly> {
  Field<31, 0> reasons;
};

//! [solution]
class Bell {
 public:
  explicit Bell(Registers registers) : registers_(std::move(registers)) {}

  // In the interrupt: the device shall be silent. The rest has time.
  kernel::irq::Return handle(const kernel::Device<Bound>& device) const {
    //! [task]
    //! find out whether it was this device, silence it, and have the thread called.
    //! > return kernel::irq::Return::kNone;
    auto registers = registers_->access(device);
    if (registers.is_err()) return kernel::irq::Return::kNone;
    u32 reasons = registers.value()->read<Reasons>().reasons;
    if (!reasons) return kernel::irq::Return::kNone;
    registers.value()->write(Acknowledge{.reasons = reasons});
    return kernel::irq::Return::kWakeThread;
    //! [task]
  }

  // In a thread, which may sleep.
  kernel::irq::Return handle_threaded(const kernel::Device<Bound>& device) const {
    //! [task]
    //! ring: wait for 10 ms, say "the bell rings" by dev_info, and let probe() know.
    //! > return kernel::irq::Return::kHandled;
    kernel::msleep(kernel::Delta::from_millis(10));
    dev_info(device, "the bell rings\n");
    rung.complete();
    return kernel::irq::Return::kHandled;
    //! [task]
  }

  kernel::Completion rung;

 private:
  Registers registers_;
};
//! [solution]

using Bells = kernel::irq::ThreadedRegistration<Bell>;

class Alarm : public kernel::pci::Driver<Alarm> {
 public:
  static constexpr auto kIds =
      kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x11e8));

  static Result<Alarm> probe(const kernel::pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    auto bar = TRY(device.iomap_region<0x80, "alarm">(GFP_KERNEL, 0));
    auto shared = TRY(Registers::make(GFP_KERNEL, std::move(bar)));
    auto master = TRY(device.set_master(GFP_KERNEL));
    auto vectors =
        TRY(device.alloc_irq_vectors(GFP_KERNEL, master, 1, 1, kernel::pci::IrqTypes::all()));
    auto request = TRY(vectors.get(0));
    auto bells = TRY(Bells::make(GFP_KERNEL, request, kernel::IRQF_SHARED, "alarm", shared));
    //! [task]
    //! let the device interrupt three times, and wait each time until the bell has rung.
    auto registers = TRY(shared->access(device));
    for (u32 i = 1; i <= 3; ++i) {
      registers->write(Raise{.reasons = i});
      TRY(bells->rung.wait_timeout(kernel::Delta::from_secs(5)));
    }
    //! [task]
    return {std::in_place, std::move(master), std::move(bells)};
  }

  Alarm(kernel::pci::BusMaster master, Bells bells)
      : master_(std::move(master)), bells_(std::move(bells)) {}

 private:
  kernel::pci::BusMaster master_;
  Bells bells_;
};
KERNEL_PCI_DEVICE_TABLE(Alarm);

KERNEL_MODULE(kernel::driver::Module<kernel::pci::DriverRegistration<Alarm>>,
              {.name = "alarm", .license = "GPL"});
