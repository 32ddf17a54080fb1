// SPDX-License-Identifier: GPL-2.0
// Drives what the board describes: finds its registers and its interrupt, and has it compute.
#include <kernel/dev_print.hpp>
#include <kernel/irq/registration.hpp>
#include <kernel/pci/device.hpp>
#include <kernel/platform/driver.hpp>
#include <kernel/sync/completion.hpp>

using kernel::Arc;
using kernel::Devres;
using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::device::Bound;
using kernel::device::Core;
using kernel::io::Register;
namespace platform = kernel::platform;
using namespace kernel::literals;

namespace {

struct Factorial : Register<0x08, u32> {
  Field<31, 0> number;
};
struct Status : Register<0x20, u32> {
  Bit<7> interrupt;
};
struct InterruptStatus : Register<0x24, u32> {
  Field<31, 0> reasons;
};
struct InterruptAcknowledge : Register<0x64, u32> {
  Field<31, 0> reasons;
};

using Memory = kernel::io::Mem<0x80>;
using Registers = Arc<Devres<Memory>>;

class Interrupt {
 public:
  explicit Interrupt(Registers registers) : registers_(std::move(registers)) {}

  kernel::irq::Return handle(const kernel::Device<Bound>& device) const {
    auto registers = registers_->access(device);
    if (registers.is_err()) return kernel::irq::Return::kNone;
    const u32 reasons = registers.value()->read<InterruptStatus>().reasons;
    registers.value()->write(InterruptAcknowledge{.reasons = reasons});
    done.complete();
    return kernel::irq::Return::kHandled;
  }

  kernel::Completion done;

 private:
  Registers registers_;
};
using Interrupts = kernel::irq::Registration<Interrupt>;

class Edu : public platform::Driver<Edu> {
 public:
  static constexpr auto kIds = platform::id_table("cpp_board_none", "cpp_board_edu");
  static constexpr kernel::CStr kName = "cpp_platform_edu";

  static Result<Edu> probe(const platform::Device<Core>& device) {
    if (auto number = device.id())
      dev_info(device, "{} number {}\n", device.name(), *number);
    else
      dev_info(device, "{}\n", device.name());
    TRY(same(device));

    auto memory = TRY(device.iomap_resource<0x80, "platform_edu">(GFP_KERNEL, 0));
    const u64 size = TRY(device.resource_len(0));
    if (size != 0x1000 || device.resource_len(2).error() != kernel::EINVAL) return kernel::EPROTO;
    const u64 start = TRY(device.resource_start(0));
    const u64 behind = TRY(device.resource_start(1));
    if (behind != start + size || device.resource_start(2).error() != kernel::EINVAL)
      return kernel::EPROTO;
    TRY(refused(device));
    auto registers = TRY(Registers::make(GFP_KERNEL, std::move(memory)));

    auto request = TRY(device.irq_by_name("done"));
    auto first = TRY(device.irq_by_index(0));
    if (first.number() != request.number()) return kernel::EPROTO;
    auto interrupts =
        TRY(Interrupts::make(GFP_KERNEL, request, kernel::IRQF_SHARED, "platform_edu", registers));
    TRY(compute(device, *registers, *interrupts));
    if (device.irq_by_index(1).error() != kernel::ENXIO ||
        device.irq_by_name("other").error() != kernel::ENXIO)
      return kernel::EPROTO;
    return {std::in_place, std::move(registers), std::move(interrupts)};
  }

  Edu(Registers registers, Interrupts interrupts)
      : registers_(std::move(registers)), interrupts_(std::move(interrupts)) {}

  void unbind(const platform::Device<Core>& device) const {
    auto result = compute(device, *registers_, *interrupts_);
    if (result.is_err()) dev_err(device, "{}\n", result.error());
  }

 private:
  // The device is found again by its kernel::Device, and is not one on another bus.
  static Result<void> same(const platform::Device<Bound>& device) {
    const auto again = TRY(platform::Device<Bound>::try_from(device));
    if (&*again != &device) return kernel::EPROTO;
    return kernel::pci::Device<>::try_from(device).error() == kernel::EINVAL ? Result<void>()
                                                                             : kernel::EPROTO;
  }

  // What is not there, or is taken, cannot be had.
  static Result<void> refused(const platform::Device<Bound>& device) {
    auto other = device.iomap_resource<0x80, "platform_edu">(GFP_KERNEL, 2);
    auto again = device.iomap_resource<0x80, "platform_edu">(GFP_KERNEL, 0);
    auto larger = device.iomap_resource<0x1004, "platform_edu">(GFP_KERNEL, 0);
    if (other.is_ok() || again.is_ok() || larger.is_ok()) return kernel::EPROTO;
    if (other.error() != kernel::EINVAL || again.error() != kernel::EBUSY) return kernel::EPROTO;
    if (larger.error() != kernel::EINVAL) return kernel::EPROTO;
    // Where the machine cannot map it, it does not stay reserved either.
    for (int i = 0; i < 2; ++i) {
      auto behind = device.iomap_resource<0x80, "platform_edu">(GFP_KERNEL, 1);
      if (behind.is_err() && behind.error() != kernel::ENOMEM) return kernel::EPROTO;
    }
    return {};
  }

  static Result<void> compute(const kernel::Device<Bound>& device, const Devres<Memory>& memory,
                              const Interrupt& interrupt) {
    auto registers = TRY(memory.access(device));
    registers->write(Status{.interrupt = true});
    registers->write(Factorial{.number = 5U});
    TRY(interrupt.done.wait_timeout(5_s));
    dev_info(device, "5! is {}\n", u32{registers->read<Factorial>().number});
    return {};
  }

  Registers registers_;
  Interrupts interrupts_;
};
KERNEL_PLATFORM_DEVICE_TABLE(Edu);

}  // namespace

KERNEL_MODULE(kernel::driver::Module<platform::DriverRegistration<Edu>>, {
  .name = "platform_edu",
  .description = "Drives what the board describes",
  .license = "GPL",
});
