// SPDX-License-Identifier: GPL-2.0
// That virtual destructors refer to operator delete does not hide who calls it.
// misuse: Boxes: the same for a type with a virtual destructor
// rust: unsafe code only
// by: link
// expect: error: operator new or delete is used
// expect: own memory through the types of <kernel/alloc/\.\.\.>

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

struct Shape {
  virtual int area() const = 0;
  virtual ~Shape() = default;
};
struct Square final : Shape {
  explicit Square(int side) : side(side) {}
  int area() const override { return side * side; }
  int side;
};

#ifdef FAIL
static void use(kernel::KBox<int> box) { delete std::move(box).into_raw(); }
#else
static void use(kernel::KBox<int> box) { pr_info("{}\n", *box); }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    kernel::KBox<Shape> shape = TRY(kernel::KBox<Square>::make(kernel::GFP_KERNEL, 3));
    auto box = TRY(kernel::KBox<int>::make(kernel::GFP_KERNEL, shape->area()));
    use(std::move(box));
    return {std::in_place, std::move(shape)};
  }

  explicit Example(kernel::KBox<Shape> shape) : shape_(std::move(shape)) {}

 private:
  kernel::KBox<Shape> shape_;
};
KERNEL_MODULE(Example, {
  .name = "operator_delete_virtual",
  .description = "an example",
  .license = "GPL",
});
