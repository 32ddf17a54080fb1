// SPDX-License-Identifier: GPL-2.0
// Pages that nobody counts could go while they are mapped.
// misuse: Files and devices: mmap() maps an address
// rust: unsafe code only
// expect: error: (no matching function for call to|cannot convert|invalid) .*

#include <kernel/mm/virt.hpp>

[[maybe_unused]] static kernel::Result<void> example(kernel::VmaNew& area,
                                                     const kernel::VmallocUser& pages) {
#ifdef FAIL
  return area.map(pages.as_raw());
#else
  return area.map(pages);
#endif
}
