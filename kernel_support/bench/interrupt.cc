// SPDX-License-Identifier: GPL-2.0
// The handler of an interrupt.

#include "interrupt.hpp"

using kernel::Device;
using kernel::Devres;
using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::device::Bound;

namespace {

constexpr int kTimes = 1000;

const BenchHandler* handler;

}  // namespace

Result<BenchInterrupt> bench_interrupt_start(const Device<Bound>& parent) {
  // SAFETY: nobody else has it, and bench.ko stays longer than what is tied to the device.
  auto request = kernel::irq::Request::from_raw(parent, bench_irq(BENCH_CXX));
  auto chip = TRY(Devres<BenchChip>::make(GFP_KERNEL, parent));
  auto interrupt = TRY(BenchInterrupt::make(GFP_KERNEL, request, kernel::irq::Flags(), "bench_cxx",
                                            std::move(chip)));
  handler = &*interrupt;
  return interrupt;
}

Result<void> interrupt_raise() {
  u64 before = handler->count.load(kernel::Relaxed);
  TRY(kernel::to_result(bench_interrupt(BENCH_CXX, kTimes)));
  if (handler->count.load(kernel::Relaxed) - before != kTimes) return kernel::EIO;
  return {};
}
