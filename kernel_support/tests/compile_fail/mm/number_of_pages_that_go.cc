// SPDX-License-Identifier: GPL-2.0
// The pages are gone when the statement ends.
// misuse: Files and devices: a number in pages that are gone
// rust: no counterpart
// expect: error: use of deleted function .*atomic

#include <kernel/mm/vmalloc_user.hpp>

kernel::VmallocUser make();

[[maybe_unused]] static u32 example() {
#ifdef FAIL
  auto number = make().atomic<u32>(0);
#else
  auto pages = make();
  auto number = pages.atomic<u32>(0);
#endif
  return number->load(kernel::Relaxed);
}
