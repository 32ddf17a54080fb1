// SPDX-License-Identifier: GPL-2.0
// A parameter of every type, read at load time and again at unload time.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

MODULE_PARAM(flag, bool, false, 0644, "a truth value");
MODULE_PARAM(byte, unsigned char, 1, 0444, "8 bits");
MODULE_PARAM(small, short, -2, 0444, "16 bits");
MODULE_PARAM(usmall, unsigned short, 3, 0444, "16 bits, not negative");
MODULE_PARAM(number, int, -4, 0644, "32 bits");
MODULE_PARAM(unumber, unsigned int, 5, 0444, "32 bits, not negative");
MODULE_PARAM(large, long, -6, 0444, "64 bits");
MODULE_PARAM(ularge, unsigned long, 7, 0444, "64 bits, not negative");
MODULE_PARAM(huge, unsigned long long, 8, 0444, "64 bits on every machine");
MODULE_PARAM(text, kernel::CStr, "nothing", 0444, "a string");
MODULE_PARAM(note, kernel::CStr, "none", 0644, "a string that may change");
MODULE_PARAM(secret, int, 42, 0, "not shown in sysfs");

// What a module holds need not be movable: it is built where it stays.
class Pinned {
 public:
  Pinned() = default;
  Pinned(const Pinned&) = delete;
  bool at_home() const { return self_ == this; }

 private:
  const Pinned* self_ = this;
};

class ModuleParamTest : public kernel::Module<ModuleParamTest> {
 public:
  static kernel::Result<ModuleParamTest> init(kernel::ThisModule&) {
    show();
    return {std::in_place};
  }

  ~ModuleParamTest() {
    show();
    pr_info("pinned is at home: {}\n", pinned_.at_home());
  }

 private:
  static void show() {
    pr_info("{} {} {} {} {} {}\n", flag.get(), byte.get(), small.get(), usmall.get(), number.get(),
            unumber.get());
    pr_info("{} {} {} {} {}\n", large.get(), ularge.get(), huge.get(), text.get(), secret.get());
    note.with([](kernel::CStr value) { pr_info("note is {}\n", value); });
  }

  Pinned pinned_;
};

KERNEL_MODULE(ModuleParamTest, {
  .name = "module_param_test",
  .description = "Takes parameters of all types",
  .license = "GPL",
  .version = "1.2",
  .aliases = {"takes_everything"},
});
