// SPDX-License-Identifier: GPL-2.0
#pragma once
#include <kernel/devres.hpp>
#include <kernel/io/mmio.hpp>
#include <kernel/irq/registration.hpp>
#include <kernel/sync/atomic.hpp>

#include "bench.h"

// Registers of a device that does nothing.
struct BenchChip {
  kernel::io::Mmio<BENCH_REGISTERS> registers{kernel::io::detail::MmioAddress{bench_registers()},
                                              BENCH_REGISTERS};
};

struct BenchStatus : kernel::io::Register<BENCH_STATUS, u32, kernel::io::Access::kReadOnly> {
  Field<31, 0> value;
};
struct BenchAcknowledge
    : kernel::io::Register<BENCH_ACKNOWLEDGE, u32, kernel::io::Access::kWriteOnly> {
  Field<31, 0> value;
};

// What the interrupt calls.
class BenchHandler {
 public:
  explicit BenchHandler(kernel::Devres<BenchChip> chip) : chip_(std::move(chip)) {}

  kernel::irq::Return handle(const kernel::Device<kernel::device::Bound>& device) const {
    auto chip = chip_.access(device);
    if (chip.is_err()) return kernel::irq::Return::kNone;
    auto status = chip.value()->registers.read<BenchStatus>();
    if (!status.value) return kernel::irq::Return::kNone;
    chip.value()->registers.write(BenchAcknowledge{.value = status.value});
    count.store(count.load(kernel::Relaxed) + 1, kernel::Relaxed);
    return kernel::irq::Return::kHandled;
  }

  kernel::Atomic<u64> count;

 private:
  kernel::Devres<BenchChip> chip_;
};
using BenchInterrupt = kernel::irq::Registration<BenchHandler>;

// Has the interrupt of C++ call the handler, as long as the result is there.
kernel::Result<BenchInterrupt> bench_interrupt_start(
    const kernel::Device<kernel::device::Bound>& parent);
