// SPDX-License-Identifier: GPL-2.0
// The pages go when the function returns.
// misuse: Files and devices: a number in local pages is returned
// rust: no counterpart
// expect: address of stack memory associated with local variable 'pages' returned
// by: lint

#include <kernel/mm/vmalloc_user.hpp>

[[maybe_unused]] static kernel::OptionalRef<const kernel::Atomic<u32>> example(
    kernel::VmallocUser& lasting) {
#ifdef FAIL
  kernel::VmallocUser pages(std::move(lasting));
  return pages.atomic<u32>(0);
#else
  return lasting.atomic<u32>(0);
#endif
}
