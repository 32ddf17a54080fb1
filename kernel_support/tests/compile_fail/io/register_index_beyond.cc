// SPDX-License-Identifier: GPL-2.0
// An array of four registers has no number 4.
// misuse: Registers and DMA: a constant index beyond the end of an array of registers
// rust: link error: `build_assert!`
// by: link
// expect: error: call to .* BUILD_ASSERT: the array has no such register: try_write_at\(\) it

#include <kernel/io/mmio.hpp>
#include <kernel/module.hpp>

struct Channels : kernel::io::RegisterArray<0x20, u32, 4> {
  Field<31, 0> value;
};

#ifdef FAIL
static void use(const kernel::io::Mmio<64>& registers) {
  registers.write_at(4, Channels{.value = 1});
}
#else
static void use(const kernel::io::Mmio<64>& registers) {
  registers.write_at(3, Channels{.value = 1});
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
  .name = "register_index_beyond",
  .license = "GPL",
});
