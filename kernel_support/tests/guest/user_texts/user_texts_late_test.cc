// SPDX-License-Identifier: GPL-2.0
// init() fails while a program has files of the module open: the one in debugfs must be closed
// first, the one in /proc goes at once.

#include <kernel/debugfs.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/proc.hpp>
#include <kernel/time/delay.hpp>

using kernel::Result;

namespace {

struct Greeting {
  Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("still here\n"));
    return {};
  }
  ~Greeting() { pr_info("the greeting is gone\n"); }
};

}  // namespace

class UserTextsLateTest : public kernel::Module<UserTextsLateTest> {
 public:
  static Result<UserTextsLateTest> init(kernel::ThisModule&) {
    auto dir = TRY(kernel::debugfs::Dir::make(kernel::GFP_KERNEL, "user_texts_late"));
    auto file =
        TRY(kernel::debugfs::File<Greeting>::make(kernel::GFP_KERNEL, dir, {.name = "greeting"}));
    auto entry =
        TRY(kernel::proc::Entry<Greeting>::make(kernel::GFP_KERNEL, {.name = "user_texts_late"}));
    kernel::msleep(kernel::Delta::from_millis(1000));
    return kernel::EIO;
  }
};

KERNEL_MODULE(UserTextsLateTest, {
  .name = "user_texts_late_test",
  .description = "Fails to load when its files are open",
  .license = "GPL",
});
