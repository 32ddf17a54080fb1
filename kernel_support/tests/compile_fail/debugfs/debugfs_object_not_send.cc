// SPDX-License-Identifier: GPL-2.0
// Programs read a file from their own threads, so its object has nothing that stays with one.
// misuse: Files and devices: the object behind a text is one that must stay with its thread
// rust: compile error: cannot be shared between threads safely
// expect: error: static assertion failed: the object stays with its thread, and any program's thread

#include <kernel/debugfs.hpp>

struct Events {
  kernel::Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("none\n"));
    return {};
  }
};
struct OwnEvents : kernel::NotThreadSafe, Events {};

[[maybe_unused]] static kernel::Result<void> example(const kernel::debugfs::Dir& dir) {
#ifdef FAIL
  auto file =
      TRY(kernel::debugfs::File<OwnEvents>::make(kernel::GFP_KERNEL, dir, {.name = "events"}));
#else
  auto file = TRY(kernel::debugfs::File<Events>::make(kernel::GFP_KERNEL, dir, {.name = "events"}));
#endif
  return {};
}
