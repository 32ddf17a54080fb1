// SPDX-License-Identifier: GPL-2.0
// The count lies before the object, not before its second base.
// misuse: Shared objects: an Arc of a base that is not at the start of the object
// rust: the language has no such bases
// by: link
// expect: a box cannot be of a base behind the start of its object

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sync/arc.hpp>

struct Named {
  virtual ~Named() = default;
  virtual int name() const = 0;
};
struct Shape {
  virtual ~Shape() = default;
  virtual int area() const = 0;
};
struct Square : Named, Shape {
  int name() const override { return 1; }
  int area() const override { return 9; }
};

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    auto square = TRY(kernel::Arc<Square>::make(kernel::GFP_KERNEL));
#ifdef FAIL
    kernel::Arc<Shape> base = std::move(square);
    pr_info("{}\n", base->area());
#else
    kernel::Arc<Named> base = std::move(square);
    pr_info("{}\n", base->name());
#endif
    return {std::in_place};
  }
};

KERNEL_MODULE(Example, {
  .name = "arc_second_base",
  .description = "an example",
  .license = "GPL",
});
