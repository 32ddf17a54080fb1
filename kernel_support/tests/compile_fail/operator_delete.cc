// SPDX-License-Identifier: GPL-2.0
// A public virtual destructor brings operator delete.
// by: link
// expect: error: operator new or delete is used
// expect: own memory through the types of <kernel/alloc/\.\.\.>

#include <kernel/module.hpp>
#include <kernel/print.hpp>

#ifdef FAIL
struct Base {
  virtual void run() { pr_info("running\n"); }
  virtual ~Base() = default;
};
static void use() {
  Base object;
  Base* volatile pointer = &object;
  pointer->run();
}
#else
struct Base {
  virtual void run() { pr_info("running\n"); }

 protected:
  ~Base() = default;
};
struct Derived final : Base {};
static void use() {
  Derived object;
  Base* volatile pointer = &object;
  pointer->run();
}
#endif

struct Example : kernel::Module<Example> {
  static kernel::Result<Example> init(kernel::ThisModule&) {
    use();
    return {std::in_place};
  }
};
KERNEL_MODULE(Example, {
  .name = "operator_delete",
  .license = "GPL",
});
