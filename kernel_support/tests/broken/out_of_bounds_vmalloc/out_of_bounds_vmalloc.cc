// SPDX-License-Identifier: GPL-2.0
// One element too many, behind whole pages.
// misuse: Vectors: the same in memory of whole pages
// rust: unsafe code only

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>

//! [mistake]
[[gnu::noipa]] static kernel::Result<void> fill(size_t count) {
  auto readings = TRY(kernel::VVec<int>::from_elem(0, count, kernel::GFP_KERNEL));
  // Bypassed: readings[i] checks the index. The address that
  // as_raw() gives knows no length.
  int* raw = readings.as_raw();
  for (size_t i = 0; i <= count; ++i) raw[i] = 21;  // caught here
  return {};
}
//! [mistake]

struct OutOfBoundsVmalloc : kernel::Module<OutOfBoundsVmalloc> {
  static kernel::Result<OutOfBoundsVmalloc> init(kernel::ThisModule&) {
    TRY(fill(1000));
    return {std::in_place};
  }
};

KERNEL_MODULE(OutOfBoundsVmalloc, {
  .name = "out_of_bounds_vmalloc",
  .description = "Broken on purpose",
  .license = "GPL",
});
