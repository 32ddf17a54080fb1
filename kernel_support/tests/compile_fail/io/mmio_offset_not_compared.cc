// SPDX-License-Identifier: GPL-2.0
// An offset that only the program knows was not compared.
// misuse: Registers and DMA: an offset that nobody compares
// rust: link error: `build_assert!`
// by: link
// expect: error: call to .* BUILD_ASSERT: the offset is not inside of the region, or no multiple of the size

#include <kernel/io/mmio.hpp>
#include <kernel/module.hpp>

static size_t unknown() {
  size_t offset = 8;
  asm("" : "+r"(offset));
  return offset;
}

#ifdef FAIL
static void use(const kernel::io::Mmio<64>& registers) { registers.write32(1, unknown()); }
#else
static void use(const kernel::io::Mmio<64>& registers) {
  (void)registers.try_write32(1, unknown()).is_ok();
}
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
  .name = "mmio_offset_not_compared",
  .license = "GPL",
});
