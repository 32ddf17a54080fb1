// SPDX-License-Identifier: GPL-2.0
// Two owners would free the same pages.
// misuse: Files and devices: pages for programs are copied
// rust: no counterpart
// expect: error: use of deleted function .*VmallocUser

#include <kernel/mm/vmalloc_user.hpp>

[[maybe_unused]] static kernel::VmallocUser example(kernel::VmallocUser& pages) {
#ifdef FAIL
  return kernel::VmallocUser(pages);
#else
  return kernel::VmallocUser(std::move(pages));
#endif
}
