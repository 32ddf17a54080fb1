// SPDX-License-Identifier: GPL-2.0
// A mistake: types have no names at run time.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
struct Square : Shape {
  int area() const override { return 9; }
};

struct Rtti : kernel::Module<Rtti> {
  static kernel::Result<Rtti> init(kernel::ThisModule&) {
    Square square;
    Shape* shape = &square;
    if (dynamic_cast<Square*>(shape)) pr_info("a square\n");
    return {std::in_place};
  }
};
//! [mistake]

KERNEL_MODULE(Rtti, {
  .name = "rtti",
  .description = "Does not build",
  .license = "GPL",
});
