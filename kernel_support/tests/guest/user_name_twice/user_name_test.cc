// SPDX-License-Identifier: GPL-2.0
// Devices with names that there may not be, and one name twice.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/proc.hpp>

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
using Entry = kernel::proc::Entry<Text>;

void attempt(CStr what, CStr name) {
  auto device = Device::make(GFP_KERNEL, {.name = name});
  if (device.is_err())
    pr_info("{}: {}\n", what, device.error());
  else
    pr_info("{}: registered\n", what);
}

void attempt_in_proc(CStr name) {
  auto entry = Entry::make(GFP_KERNEL, {.name = name});
  if (entry.is_err())
    pr_info("/proc/{}: {}\n", name, entry.error());
  else
    pr_info("/proc/{}: made\n", name);
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
    auto entry = TRY(Entry::make(GFP_KERNEL, {.name = "user_name"}));
    attempt_in_proc("user_name");
    attempt_in_proc("version");
    attempt_in_proc("self");
    attempt_in_proc("1");
    attempt_in_proc("sys");
    attempt_in_proc("a/b");
    attempt_in_proc("..");
    attempt_in_proc("user_name_2");
    attempt_in_proc("user_name_2");
    return {std::in_place, std::move(device), std::move(entry)};
  }

  UserNameTest(Device device, Entry entry) : device_(std::move(device)), entry_(std::move(entry)) {}

 private:
  Device device_;
  Entry entry_;
};

KERNEL_MODULE(UserNameTest, {
  .name = "user_name_test",
  .description = "Tries names of devices",
  .license = "GPL",
});
