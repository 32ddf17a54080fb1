// SPDX-License-Identifier: GPL-2.0
// The kernel reads a text piece by piece, from an object that may go meanwhile.
// misuse: Drivers: a file of hardware that may go is a text of the kernel's (seq_file)
// rust: not caught: the abstraction has no such files
// expect: error: static assertion failed: a RevocableMiscDevice has no show

#include <kernel/miscdevice/revocable.hpp>

struct Silent {};
struct Shown {
  kernel::Result<void> show(kernel::SeqFile&) const { return {}; }
};

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  auto made = TRY(kernel::RevocableMiscDevice<Shown>::make(kernel::GFP_KERNEL, {.name = "shown"}));
#else
  auto made =
      TRY(kernel::RevocableMiscDevice<Silent>::make(kernel::GFP_KERNEL, {.name = "silent"}));
#endif
  return {};
}
