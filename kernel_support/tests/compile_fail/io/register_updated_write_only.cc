// SPDX-License-Identifier: GPL-2.0
// Nor is it read to be changed.
// misuse: Registers and DMA: a write-only register is read to be changed
// rust: no counterpart: a register is read and written, or read
// expect: error: static assertion failed: the register can only be written

#include <kernel/io/mmio.hpp>

struct Doorbell : kernel::io::Register<0x04, u32, kernel::io::Access::kWriteOnly> {
  Field<15, 0> queue;
};

[[maybe_unused]] static void example(const kernel::io::Mmio<64>& registers) {
#ifdef FAIL
  registers.update<Doorbell>([](Doorbell& doorbell) { doorbell.queue = 1; });
#else
  registers.write(Doorbell{.queue = 1});
#endif
}
