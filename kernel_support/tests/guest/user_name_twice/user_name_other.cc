// SPDX-License-Identifier: GPL-2.0
// Wants the name that a device of user_name_test has.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::Result;

struct OtherText {
  Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("{}\n", 18));
    return {};
  }
};

class UserNameOther : public kernel::Module<UserNameOther> {
 public:
  static Result<UserNameOther> init(kernel::ThisModule&) {
    auto device = TRY(
        kernel::MiscDeviceRegistration<OtherText>::make(kernel::GFP_KERNEL, {.name = "user_name"}));
    return {std::in_place, std::move(device)};
  }

  explicit UserNameOther(kernel::MiscDeviceRegistration<OtherText> device)
      : device_(std::move(device)) {}

 private:
  kernel::MiscDeviceRegistration<OtherText> device_;
};

KERNEL_MODULE(UserNameOther, {
  .name = "user_name_other",
  .description = "Wants a name that is taken",
  .license = "GPL",
});
