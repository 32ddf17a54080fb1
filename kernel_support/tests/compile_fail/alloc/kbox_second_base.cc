// SPDX-License-Identifier: GPL-2.0
// The address of a second base is not that of the memory.
// misuse: Boxes: freed by the address of a second base
// rust: no inheritance
// by: link
// expect: error: call to .* BUILD_ASSERT: a box cannot be of a base behind the start of its object: derive from it first

#include <kernel/alloc/kbox.hpp>
#include <kernel/module.hpp>

struct First {
  virtual int first() const = 0;
  virtual ~First() = default;
};
struct Second {
  virtual int second() const = 0;
  virtual ~Second() = default;
};
struct Both : First, Second {
  int first() const override { return 1; }
  int second() const override { return 2; }
};

#ifdef FAIL
static kernel::KBox<Second> convert(kernel::KBox<Both>&& box) { return std::move(box); }
#else
static kernel::KBox<First> convert(kernel::KBox<Both>&& box) { return std::move(box); }
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    auto box = convert(TRY(kernel::KBox<Both>::make(kernel::GFP_KERNEL)));
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "kbox_second_base",
  .description = "an example",
  .license = "GPL",
});
