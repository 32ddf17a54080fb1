// SPDX-License-Identifier: GPL-2.0
// The file is gone before the next line.
// misuse: Files and devices: a file in /proc is made and thrown away
// rust: the API has no files in /proc
// expect: ignoring return(ed)? value of

#include <kernel/proc.hpp>

using Entry = kernel::proc::Entry<kernel::Atomic<int>>;

[[maybe_unused]] static void example() {
#ifdef FAIL
  Entry::make(kernel::GFP_KERNEL, {.name = "example"});
#else
  auto entry = Entry::make(kernel::GFP_KERNEL, {.name = "example"});
#endif
}
