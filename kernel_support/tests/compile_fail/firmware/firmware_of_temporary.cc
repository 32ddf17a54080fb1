// SPDX-License-Identifier: GPL-2.0
// The content goes with its owner.
// misuse: Registers and DMA: the content of a firmware that goes at once
// rust: compile error: temporary value dropped while borrowed (E0716)
// expect: error: use of deleted function

#include <kernel/firmware.hpp>

kernel::Firmware load();

[[maybe_unused]] static size_t example() {
#ifdef FAIL
  auto data = load().data();
#else
  auto firmware = load();
  auto data = firmware.data();
#endif
  return data.size();
}
