// SPDX-License-Identifier: GPL-2.0
// Settings that cannot be: their names are taken, or are none.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/sysctl.hpp>

using kernel::Atomic;
using kernel::CStr;
using kernel::Result;

namespace {

using Setting = kernel::sysctl::Setting<Atomic<int>>;

Result<Setting> make(CStr path, CStr name) {
  return Setting::make(kernel::GFP_KERNEL, {.path = path, .name = name});
}

}  // namespace

class UserSettingsOther : public kernel::Module<UserSettingsOther> {
 public:
  static Result<UserSettingsOther> init(kernel::ThisModule&) {
    pr_info("the kernel's: {}\n", make("kernel", "ostype").error());
    pr_info("a folder's: {}\n", make("kernel", "random").error());
    pr_info("below a setting: {}\n", make("kernel/ostype", "x").error());
    pr_info("no name: {}\n", make("kernel", "").error());
    pr_info("a folder in it: {}\n", make("kernel", "a/b").error());
    pr_info("no path: {}\n", make("", "x").error());
    pr_info("elsewhere: {}\n", make("kernel/../vm", "x").error());
    auto number = kernel::sysctl::Int::make(kernel::GFP_KERNEL,
                                            {.path = "user_settings", .name = "number"}, 1);
    pr_info("a number's: {}\n", number.error());
    auto mine = TRY(make("user_settings", "mine"));
    auto taken = TRY(make("user_settings", "word"));
    return {std::in_place};
  }
};

KERNEL_MODULE(UserSettingsOther, {
  .name = "user_settings_other",
  .description = "Settings whose names are taken",
  .license = "GPL",
});
