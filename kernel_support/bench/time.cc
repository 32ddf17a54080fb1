// SPDX-License-Identifier: GPL-2.0
// Clocks, and lengths of time.

#include <kernel/result.hpp>
#include <kernel/time.hpp>

#include "bench.h"

using kernel::Instant;
using kernel::Result;

Result<void> time_now() {
  bench_use(Instant::now().as_nanos());
  return {};
}

Result<void> time_elapsed() {
  auto begin = Instant::now();
  bench_use(begin.elapsed().as_micros());
  return {};
}

Result<void> time_jiffies() {
  bench_use(kernel::Jiffies::now().as_raw());
  return {};
}
