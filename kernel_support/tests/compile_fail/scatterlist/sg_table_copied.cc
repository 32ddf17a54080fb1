// SPDX-License-Identifier: GPL-2.0
// The pieces are there as long as their owner is: a copy would outlive it.
// misuse: Registers and DMA: a copy of a table of pieces, kept beyond its owner
// rust: compile error: SGTable is not Clone (E0599)
// expect: error: .*deleted

#include <kernel/scatterlist/sg_table.hpp>

using kernel::scatterlist::SGTable;

[[maybe_unused]] static void example(const SGTable& table) {
#ifdef FAIL
  SGTable kept = table;
  (void)kept.nents();
#else
  const SGTable& seen = table;
  (void)seen.nents();
#endif
}
