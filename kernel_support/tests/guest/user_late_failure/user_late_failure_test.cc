// SPDX-License-Identifier: GPL-2.0
// init() fails when a program has the device open already: the module must stay until that program
// has let go.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/completion.hpp>
#include <kernel/time/delay.hpp>

using kernel::Result;

namespace {

class Device {
 public:
  ~Device() {
    pr_info("the device is gone\n");
    // Those who read the log are woken by the next tick.
    for (int i = 0; i < 5; ++i) kernel::udelay(kernel::Delta::from_millis(1));
  }

  struct Session {
    Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
      return out.write_str("still here\n");
    }
  };

  Result<Session> open(const kernel::File&) const {
    opened_.complete();
    return {std::in_place};
  }

  void wait_for_program() const { opened_.wait(); }

 private:
  kernel::Completion opened_;
};

}  // namespace

class UserLateFailureTest : public kernel::Module<UserLateFailureTest> {
 public:
  static Result<UserLateFailureTest> init(kernel::ThisModule&) {
    auto device = TRY(
        kernel::MiscDeviceRegistration<Device>::make(kernel::GFP_KERNEL, {.name = "user_late"}));
    device->wait_for_program();
    pr_info("init fails\n");
    return kernel::EIO;
  }
};

KERNEL_MODULE(UserLateFailureTest, {
  .name = "user_late_failure_test",
  .description = "Fails to load when its device is in use already",
  .license = "GPL",
});
