// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: who is not root sees only what runs on its own behalf.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/task.hpp>

using kernel::Kuid;
using kernel::Result;

//! [solution]
struct Mine {
  Result<void> show(kernel::SeqFile& out) const {
    //! [task]
    //! who reads? Show number and name of each process that runs with their permissions,
    //! or of all.
    const Kuid reader = Kuid::current_effective();
    // Root of the whole system, not of a container: a Kuid is the same in all namespaces.
    const bool sees_all = reader == Kuid::from_raw(0);
    const auto ns = kernel::current().pid_ns();
    kernel::rcu::ReadGuard guard;
    for (const kernel::Task& task : kernel::Processes(guard)) {
      auto pid = task.tgid(*ns);
      if (!pid || (!sees_all && task.euid() != reader)) continue;
      kernel::TaskComm name = task.comm();
      out.print(FMT("{} {}\n", *pid, name.text()));
    }
    //! [task]
    return {};
  }
};
//! [solution]

class MineModule : public kernel::Module<MineModule> {
 public:
  static Result<MineModule> init(kernel::ThisModule&) {
    auto device = TRY(kernel::MiscDeviceRegistration<Mine>::make(kernel::GFP_KERNEL,
                                                                 {.name = "mine", .mode = 0444}));
    return {std::in_place, std::move(device)};
  }
  explicit MineModule(kernel::MiscDeviceRegistration<Mine> device) : device_(std::move(device)) {}

 private:
  kernel::MiscDeviceRegistration<Mine> device_;
};

KERNEL_MODULE(MineModule, {
  .name = "mine",
  .description = "Shows each user their own processes",
  .license = "GPL",
});
