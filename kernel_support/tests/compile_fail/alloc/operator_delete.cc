// SPDX-License-Identifier: GPL-2.0
// An object's owner knows where its memory came from, operator delete does not.
// misuse: Boxes: an object of a box is freed by operator delete
// rust: unsafe code only
// by: link
// expect: error: operator new or delete is used
// expect: own memory through the types of <kernel/alloc/\.\.\.>

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>

#ifdef FAIL
static kernel::Result<void> use() {
  auto box = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 3));
  delete std::move(box).into_raw();
  return {};
}
#else
static kernel::Result<void> use() {
  auto box = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, 3));
  return {};
}
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    TRY(use());
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "operator_delete",
  .description = "an example",
  .license = "GPL",
});
