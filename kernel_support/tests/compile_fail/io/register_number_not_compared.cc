// SPDX-License-Identifier: GPL-2.0
// A number that only the program knows was not compared.
// misuse: Registers and DMA: a number for a field that nobody compares
// rust: link error: `build_assert!`; a `Bounded` otherwise
// by: link
// expect: error: call to .* BUILD_ASSERT: the number does not fit into its field: compare it before, or try_set\(\) it

#include <kernel/io/mmio.hpp>
#include <kernel/module.hpp>

struct Status : kernel::io::Register<0x10, u32> {
  Field<7, 4> channel;
};

static u32 unknown() {
  u32 number = 8;
  asm("" : "+r"(number));
  return number;
}

#ifdef FAIL
static void use(const kernel::io::Mmio<64>& registers) {
  registers.write(Status{.channel = unknown()});
}
#else
static void use(const kernel::io::Mmio<64>& registers) {
  u32 number = unknown();
  if (number < 16) registers.write(Status{.channel = number});
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
  .name = "register_number_not_compared",
  .license = "GPL",
});
