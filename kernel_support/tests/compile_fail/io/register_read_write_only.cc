// SPDX-License-Identifier: GPL-2.0
// What is write-only is not read.
// misuse: Registers and DMA: a write-only register is read
// rust: no counterpart: a register is read and written, or read
// expect: error: static assertion failed: the register can only be written

#include <kernel/io/mmio.hpp>

struct Doorbell : kernel::io::Register<0x04, u32, kernel::io::Access::kWriteOnly> {
  Field<15, 0> queue;
};
struct Last : kernel::io::Register<0x3c, u32> {
  Field<31, 0> value;
};

[[maybe_unused]] static void example(const kernel::io::Mmio<64>& registers) {
#ifdef FAIL
  registers.read<Doorbell>();
#else
  registers.read<Last>();
#endif
}
