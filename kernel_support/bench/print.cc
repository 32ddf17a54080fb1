// SPDX-License-Identifier: GPL-2.0
#include <kernel/print.hpp>
#include <kernel/result.hpp>

#include "bench.h"

kernel::Result<void> print_info() {
  int bad = 3;
  unsigned long first = 0x1f00;
  const char* name = "sda";

  // Values that are found at run time.
  bench_hide(bad);
  bench_hide(first);
  bench_hide(name);
  pr_info("{} blocks of {} are bad, first {:#x}\n", bad, kernel::CStr::from_raw(name), first);
  return {};
}

kernel::Result<void> print_debug() {
  pr_debug("never seen\n");
  return {};
}
