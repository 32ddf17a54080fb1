// SPDX-License-Identifier: GPL-2.0
// Four bits do not hold 16.
// misuse: Registers and DMA: a number that does not fit into its field
// rust: link error: `build_assert!`; compile error for constants
// by: link
// expect: error: call to .* BUILD_ASSERT: the number does not fit into its field: compare it before, or try_set\(\) it

#include <kernel/io/mmio.hpp>
#include <kernel/module.hpp>

struct Status : kernel::io::Register<0x10, u32> {
  Field<7, 4> channel;
};

#ifdef FAIL
static void use(const kernel::io::Mmio<64>& registers) { registers.write(Status{.channel = 16}); }
#else
static void use(const kernel::io::Mmio<64>& registers) { registers.write(Status{.channel = 15}); }
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
  .name = "register_number_too_large",
  .license = "GPL",
});
