// SPDX-License-Identifier: GPL-2.0
// The content of a local firmware does not leave the function.
// misuse: Registers and DMA: the content of a local firmware leaves the function
// rust: compile error: returns a value that refers to a local variable (E0515)
// by: lint
// expect: address of stack memory

#include <kernel/firmware.hpp>

kernel::Firmware load();
std::span<const u8> example();
size_t size();

#ifdef FAIL
std::span<const u8> example() {
  auto firmware = load();
  return firmware.data();
}
#else
size_t size() {
  auto firmware = load();
  return firmware.data().size();
}
#endif
