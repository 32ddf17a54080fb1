// SPDX-License-Identifier: GPL-2.0
// What is read-only is not written.
// misuse: Registers and DMA: a read-only register is written
// rust: compile error: `register!` has no such method for it
// expect: error: static assertion failed: the register can only be read

#include <kernel/io/mmio.hpp>

struct Identification : kernel::io::Register<0x00, u32, kernel::io::Access::kReadOnly> {
  Field<31, 0> value;
};
struct Last : kernel::io::Register<0x3c, u32> {
  Field<31, 0> value;
};

[[maybe_unused]] static void example(const kernel::io::Mmio<64>& registers) {
#ifdef FAIL
  registers.write(Identification{.value = 1});
#else
  registers.write(Last{.value = 1});
#endif
}
