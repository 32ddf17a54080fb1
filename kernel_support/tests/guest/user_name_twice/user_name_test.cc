// SPDX-License-Identifier: GPL-2.0
// Devices with names that there may not be, and one name twice.

#include <kernel/miscdevice.hpp>
#include <kernel/miscdevice/revocable.hpp>
#include <kernel/module.hpp>
#include <kernel/proc.hpp>
#include <kernel/sync/atomic.hpp>

using kernel::Atomic;
using kernel::CStr;
using kernel::GFP_KERNEL;
using kernel::MiscDeviceRegistration;
using kernel::Result;

namespace {

class Text {
 public:
  Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("{}\n", number_.load(kernel::Relaxed)));
    return {};
  }
  // The number is how much was written.
  Result<void> write(const kernel::File&, kernel::UserSliceReader& in) const {
    set(static_cast<int>(in.size()));
    return in.skip(in.size());
  }
  void set(int number) const { number_.store(number, kernel::Relaxed); }

 private:
  Atomic<int> number_{17};
};
using Device = MiscDeviceRegistration<Text>;

struct Greeting {
  Result<void> show(kernel::SeqFile& text) const {
    text.print(FMT("hello\n"));
    return {};
  }
};
using Entry = kernel::proc::Entry<Greeting>;

struct Hardware {
  Result<void> write(const kernel::File&, kernel::UserSliceReader& in) const {
    return in.skip(in.size());
  }
  int number;
};
using Revocable = kernel::RevocableMiscDevice<Hardware>;

void attempt(CStr what, CStr name) {
  auto device = Device::make(GFP_KERNEL, {.name = name});
  if (device.is_err())
    pr_info("{}: {}\n", what, device.error());
  else
    pr_info("{}: registered\n", what);
}

void attempt_revocable(CStr name) {
  auto device = Revocable::make(GFP_KERNEL, {.name = name}, 23);
  if (device.is_err())
    pr_info("hardware {}: {}\n", name, device.error());
  else
    pr_info("hardware {}: {}, {}\n", name, (*device.value()).number, device.value()->number);
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
    attempt_revocable("user_name");
    attempt_revocable("user_name_2");
    (*device).set(18);
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
