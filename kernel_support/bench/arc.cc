// SPDX-License-Identifier: GPL-2.0
// Objects with several owners.

#include <kernel/sync/arc.hpp>

#include "bench.h"

using kernel::Arc;
using kernel::GFP_KERNEL;
using kernel::Result;

Result<void> arc_clone() {
  auto shared = TRY(Arc<unsigned long>::make(GFP_KERNEL, 7UL));
  for (int i = 0; i < 1000; ++i) {
    // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): what is measured
    Arc<unsigned long> another = shared;
    bench_use(&*another);
  }
  return {};
}

Result<void> arc_make() {
  auto shared = TRY(Arc<unsigned long>::make(GFP_KERNEL, 7UL));
  bench_use(&*shared);
  bench_work();
  return {};
}
