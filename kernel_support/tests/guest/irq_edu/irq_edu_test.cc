// SPDX-License-Identifier: GPL-2.0
//
// A device that interrupts when it is told to: QEMU's edu.
#include <kernel/faux.hpp>
#include <kernel/irq/registration.hpp>
#include <kernel/ktap.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/time/delay.hpp>

#include "../edu.hpp"

using kernel::Arc;
using kernel::Atomic;
using kernel::Completion;
using kernel::Devres;
using kernel::GFP_KERNEL;
using kernel::Relaxed;
using kernel::Result;
using kernel::device::Bound;
using kernel::device::Core;
using kernel::irq::Return;
namespace pci = kernel::pci;
using namespace kernel::literals;

namespace {

using Registers = Arc<Devres<edu::Bar>>;

// Whether the device has interrupted; it is silent then.
bool silence(const Devres<edu::Bar>& memory, const kernel::Device<Bound>& device) {
  auto registers = memory.access(device);
  if (registers.is_err()) return false;
  auto reason = registers.value()->read<edu::InterruptStatus>();
  registers.value()->write(edu::InterruptAcknowledge{.factorial = reason.factorial});
  return reason.factorial;
}

// Counts, in the interrupt.
class Quick {
 public:
  explicit Quick(Registers registers) : registers_(std::move(registers)) {}
  Return handle(const kernel::Device<Bound>& device) const {
    if (!silence(*registers_, device)) return Return::kNone;
    begun.complete();
    return Return::kHandled;
  }

  Completion begun;

 private:
  Registers registers_;
};

// Takes its time, in the interrupt's thread.
class Slow {
 public:
  explicit Slow(Registers registers) : registers_(std::move(registers)) {}
  Return handle_threaded(const kernel::Device<Bound>& device) const {
    if (!silence(*registers_, device)) return Return::kNone;
    begun.complete();
    kernel::msleep(100_ms);
    done.store(1, Relaxed);
    return Return::kHandled;
  }

  Completion begun;
  Atomic<int> done;

 private:
  Registers registers_;
};

// The same, asked by the interrupt first.
class Both {
 public:
  explicit Both(Registers registers) : registers_(std::move(registers)) {}
  Return handle(const kernel::Device<Bound>& device) const {
    if (!silence(*registers_, device)) return Return::kNone;
    asked.store(1, Relaxed);
    return Return::kWakeThread;
  }
  Return handle_threaded(const kernel::Device<Bound>&) const {
    begun.complete();
    kernel::msleep(100_ms);
    done.store(1, Relaxed);
    return Return::kHandled;
  }

  Completion begun;
  Atomic<int> asked;
  Atomic<int> done;

 private:
  Registers registers_;
};

// What probe() has found; it is 1 if all is right.
constinit Atomic<int> by_wire{0};
constinit Atomic<int> in_threads{0};
constinit Atomic<int> mastered_once{0};

class Edu : public pci::Driver<Edu> {
 public:
  static constexpr auto kIds = edu::kIds;

  static Result<Edu> probe(const pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    auto bar = TRY(device.iomap_region<edu::kSize, "irq_edu_test">(GFP_KERNEL, 0));
    auto registers = TRY(Registers::make(GFP_KERNEL, std::move(bar)));
    silence(*registers, device);
    TRY(wire(device, registers));
    return {std::in_place};
  }

  static Result<void> wire(const pci::Device<Core>& device, const Registers& registers) {
    auto vectors = TRY(device.alloc_intx(GFP_KERNEL));
    if (vectors.size() != 1 || vectors.get(1).error() != kernel::EINVAL) return kernel::EPROTO;
    auto request = TRY(vectors.get(0));
    using Interrupt = kernel::irq::Registration<Quick>;
    auto quick =
        TRY(Interrupt::make(GFP_KERNEL, request, kernel::IRQF_SHARED, "irq_edu_quick", registers));
    TRY(raise(device, *registers));
    TRY(quick->begun.wait_timeout(5_s));
    TRY(quick.synchronize(device));
    by_wire.store(1, Relaxed);
    return {};
  }

  static Result<void> raise(const kernel::Device<Bound>& device, const Devres<edu::Bar>& memory) {
    auto registers = TRY(memory.access(device));
    registers->write(edu::InterruptRaise{.factorial = true});
    return {};
  }
};
KERNEL_PCI_DEVICE_TABLE(Edu);

// misuse: Drivers: a device is made bus master by a second owner, who would end it for both
// rust: allowed: nobody owns that, and nobody ends it
// gives: EBUSY
bool second_is_refused(const pci::Device<Core>& device, const pci::BusMaster&) {
  auto second = device.set_master(GFP_KERNEL);
  return second.is_err() && second.error() == kernel::EBUSY;
}

// The same device, with functions that sleep.
class SlowEdu : public pci::Driver<SlowEdu> {
 public:
  static constexpr auto kIds = edu::kIds;

  static Result<SlowEdu> probe(const pci::Device<Core>& device) {
    TRY(device.enable_device_mem(GFP_KERNEL));
    auto bar = TRY(device.iomap_region<edu::kSize, "irq_edu_test">(GFP_KERNEL, 0));
    auto registers = TRY(Registers::make(GFP_KERNEL, std::move(bar)));
    silence(*registers, device);

    // One that goes is no obstacle to another, and one that stays is.
    { auto gone = TRY(device.set_master(GFP_KERNEL)); }
    auto master = TRY(device.set_master(GFP_KERNEL));
    mastered_once.store(second_is_refused(device, master), Relaxed);

    // Not all kernels here know of messages.
    auto vectors = TRY(device.alloc_irq_vectors(GFP_KERNEL, master, 1, 1, pci::IrqTypes::all()));
    auto wire = device.alloc_intx(GFP_KERNEL);
    if (wire.is_err() && wire.error() != kernel::EBUSY) return kernel::EPROTO;
    auto request = TRY(vectors.get(0));
    TRY(waits<Slow>(device, registers, request));
    TRY(waits<Both>(device, registers, request));
    in_threads.store(1, Relaxed);
    return {std::in_place};
  }

 private:
  // synchronize() returns when the thread is done.
  template <typename T>
  static Result<void> waits(const pci::Device<Core>& device, const Registers& registers,
                            const kernel::irq::Request& request) {
    using Interrupt = kernel::irq::ThreadedRegistration<T>;
    auto interrupt =
        TRY(Interrupt::make(GFP_KERNEL, request, kernel::irq::Flags(), "irq_edu_slow", registers));
    auto other = TRY(kernel::faux::Registration::make(GFP_KERNEL, "irq_edu_other"));
    if (interrupt.synchronize(other.device()).error() != kernel::EINVAL) return kernel::EPROTO;
    TRY(interrupt.synchronize(device));
    TRY(Edu::raise(device, *registers));
    TRY(interrupt->begun.wait_timeout(5_s));
    TRY(interrupt.synchronize(device));
    return interrupt->done.load(Relaxed) == 1 ? Result<void>() : kernel::EPROTO;
  }
};
KERNEL_PCI_DEVICE_TABLE(SlowEdu);

TEST(wire) {
  auto driver = pci::DriverRegistration<Edu>::make(GFP_KERNEL);
  REQUIRE(driver.is_ok());
  EXPECT_EQ(by_wire.load(Relaxed), 1);
}

TEST(threads) {
  auto driver = pci::DriverRegistration<SlowEdu>::make(GFP_KERNEL);
  REQUIRE(driver.is_ok());
  EXPECT_EQ(in_threads.load(Relaxed), 1);
  EXPECT_EQ(mastered_once.load(Relaxed), 1);
}

}  // namespace

KTAP_MODULE(irq_edu_test, wire, threads);
