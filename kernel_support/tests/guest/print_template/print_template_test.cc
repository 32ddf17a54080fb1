// SPDX-License-Identifier: GPL-2.0
// Each instance of a template has a pr_debug() of its own, which can be switched on by itself.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

namespace {

template <typename T>
void in_template(T value) {
  pr_debug("debug in a template: {}\n", value);
}

void debugging() {
  in_template(1);
  in_template(kernel::CStr("text"));
}

}  // namespace

struct PrintTemplateTest : kernel::Module<PrintTemplateTest> {
  static kernel::Result<PrintTemplateTest> init(kernel::ThisModule&) {
    debugging();
    return {std::in_place};
  }
  ~PrintTemplateTest() { debugging(); }
};

KERNEL_MODULE(PrintTemplateTest, {
  .name = "print_template_test",
  .description = "Prints from templates",
  .license = "GPL",
});
