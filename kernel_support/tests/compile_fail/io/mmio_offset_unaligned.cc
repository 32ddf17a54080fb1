// SPDX-License-Identifier: GPL-2.0
// A constant offset is a multiple of the size.
// misuse: Registers and DMA: a constant offset that is no multiple of the size
// rust: link error: `build_assert!`
// by: link
// expect: error: call to .* BUILD_ASSERT: the offset is not inside of the region, or no multiple of the size

#include <kernel/io/mmio.hpp>
#include <kernel/module.hpp>

#ifdef FAIL
static void use(const kernel::io::Mmio<64>& registers) { registers.write32(1, 6); }
#else
static void use(const kernel::io::Mmio<64>& registers) { registers.write16(1, 6); }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    alignas(long) u32 memory[16] = {};
    const kernel::io::Mmio<64> registers(kernel::io::detail::MmioAddress{memory}, 64);
    use(registers);
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "mmio_offset_unaligned",
  .license = "GPL",
});
