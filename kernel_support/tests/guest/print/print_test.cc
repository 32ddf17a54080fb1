// SPDX-License-Identifier: GPL-2.0
// What each kind of argument and placeholder looks like in the log.

#include <kernel/module.hpp>
#include <kernel/print.hpp>

namespace {

inline void in_inline_function() { pr_debug("debug in an inline function\n"); }

void levels() {
  pr_emerg("emerg\n");
  pr_alert("alert\n");
  pr_crit("crit\n");
  pr_err("err\n");
  pr_warn("warn\n");
  pr_notice("notice\n");
  pr_info("info\n");
}

void integers() {
  unsigned char byte = 200;
  short small = -2;
  long long big = -9223372036854775807LL - 1;
  unsigned long address = 0xdeadbeef;
  pr_info("{} {} {} {}\n", byte, small, big, ~0ULL);
  pr_info("{:x} {:#x} {:X} {:o} {:#010x}\n", address, address, address, 8U, 0x1aU);
  pr_info("[{:5}] [{:<5}] [{:>5}] [{:05}] [{:+}] [{: }]\n", 42, 42, 42, 42, 42, 42);
}

void texts() {
  kernel::CStr name = "Ada";
  char unterminated[3] = {'a', 'b', 'c'};
  pr_info("{} {} {}\n", name, "literal", unterminated);
  pr_info("[{:5}] [{:<5}] [{:>5}] [{:.2}]\n", name, name, name, name);
  pr_info("{} {} [{:3}] {}\n", true, false, 'x', '%');
  pr_info("100% {{braces}}\n");
}

void errors() {
  pr_info("{} {}\n", kernel::ENOMEM, kernel::EPROBE_DEFER);
  pr_info("[{:10}] [{:>10}]\n", kernel::EIO, kernel::EIO);
}

void debugging() {
  pr_debug("debug\n");
  in_inline_function();
}

}  // namespace

struct PrintTest : kernel::Module<PrintTest> {
  static kernel::Result<PrintTest> init(kernel::ThisModule&) {
    levels();
    integers();
    texts();
    errors();
    debugging();
    for (int i = 0; i < 3; ++i) pr_info_once("once: {}\n", i);
    for (int i = 0; i < 12; ++i) pr_info_ratelimited("at most ten of twelve: {}\n", i);
    return {std::in_place};
  }
  ~PrintTest() { debugging(); }
};

KERNEL_MODULE(PrintTest, {
  .name = "print_test",
  .authors = {"The C++ for Linux authors", "Another author"},
  .description = "Prints everything that can be printed",
  .license = "GPL",
});
