// SPDX-License-Identifier: GPL-2.0
// Devices with names that there may not be, and one name twice.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::CStr;
using kernel::GFP_KERNEL;
using kernel::MiscDeviceRegistration;
using kernel::Result;

namespace {

struct Text {
  Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("{}\n", 17));
    return {};
  }
};
using Device = MiscDeviceRegistration<Text>;

void attempt(CStr what, CStr name) {
  auto device = Device::make(GFP_KERNEL, {.name = name});
  if (device.is_err())
    pr_info("{}: {}\n", what, device.error());
  else
    pr_info("{}: registered\n", what);
}

}  // namespace

class UserNameTest : public kernel::Module<UserNameTest> {
 public:
  static Result<UserNameTest> init(kernel::ThisModule&) {
    attempt("no name", "");
    attempt("a folder", "user/name");
    attempt("only a slash", "/");
    auto device = TRY(Device::make(GFP_KERNEL, {.name = "user_name"}));
    attempt("the same name", "user_name");
    attempt("the same name again", "user_name");
    // The name is free as soon as its owner is gone.
    attempt("another name", "user_name_2");
    attempt("another name again", "user_name_2");
    return {std::in_place, std::move(device)};
  }

  explicit UserNameTest(Device device) : device_(std::move(device)) {}

 private:
  Device device_;
};

KERNEL_MODULE(UserNameTest, {
  .name = "user_name_test",
  .description = "Tries names of devices",
  .license = "GPL",
});
