// SPDX-License-Identifier: GPL-2.0
// Two owners would give the content back twice.
// misuse: Registers and DMA: a firmware is copied
// rust: compile error: use of moved value (E0382)
// expect: error: use of deleted function

#include <kernel/firmware.hpp>

#ifdef FAIL
[[maybe_unused]] static void example(const kernel::Firmware& firmware) {
  kernel::Firmware copy = firmware;
}
#else
[[maybe_unused]] static void example(kernel::Firmware& firmware) {
  kernel::Firmware taken = std::move(firmware);
}
#endif
