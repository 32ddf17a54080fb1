// SPDX-License-Identifier: GPL-2.0
// One element too many.
// misuse: Vectors: a raw pointer is followed beyond the last element
// rust: unsafe code only

#include <kernel/alloc/kvec.hpp>
#include <kernel/module.hpp>

//! [mistake]
[[gnu::noipa]] static kernel::Result<void> fill(size_t count) {
  auto readings = TRY(kernel::KVec<int>::from_elem(0, count, kernel::GFP_KERNEL));
  // Bypassed: readings[i] checks the index. The address that
  // as_raw() gives knows no length.
  int* raw = readings.as_raw();
  for (size_t i = 0; i <= count; ++i) raw[i] = 21;  // caught here
  return {};
}
//! [mistake]

struct OutOfBounds : kernel::Module<OutOfBounds> {
  static kernel::Result<OutOfBounds> init(kernel::ThisModule&) {
    TRY(fill(10));
    return {std::in_place};
  }
};

KERNEL_MODULE(OutOfBounds, {
  .name = "out_of_bounds",
  .description = "Broken on purpose",
  .license = "GPL",
});
