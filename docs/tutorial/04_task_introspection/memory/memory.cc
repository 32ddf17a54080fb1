// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: what may sleep is done when the guard is gone.

#include <kernel/alloc/kvec.hpp>
#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/task.hpp>

using kernel::ARef;
using kernel::KVec;
using kernel::Result;
using kernel::Task;

//! [solution]
//! [task]
//! a function that returns all processes, so that they stay when the guard has gone.
// All processes there are, counted, so that they stay when the guard has gone.
static Result<KVec<ARef<Task>>> processes() {
  KVec<ARef<Task>> found;
  kernel::rcu::ReadGuard guard;
  for (const Task& task : kernel::Processes(guard)) {
    // Under the guard nothing may wait for memory: what is not there at once is refused.
    TRY(found.push(ARef<Task>(task), kernel::GFP_NOWAIT));
  }
  return found;
}
//! [task]

struct Memory {
  Result<void> show(kernel::SeqFile& out) const {
    //! [task]
    //! ask that function, and show "{} {} {} kB" of each process that has memory.
    auto found = TRY(processes());
    for (const ARef<Task>& task : found) {
      auto memory = task->mm();
      if (!memory) continue;  // a thread of the kernel, or gone meanwhile
      kernel::TaskComm name = task->comm();
      out.print(FMT("{} {} {} kB\n", task->tgid(), name.text(), (*memory)->rss() / 1024));
    }
    //! [task]
    return {};
  }
};
//! [solution]

class MemoryModule : public kernel::Module<MemoryModule> {
 public:
  static Result<MemoryModule> init(kernel::ThisModule&) {
    auto device = TRY(kernel::MiscDeviceRegistration<Memory>::make(
        kernel::GFP_KERNEL, {.name = "memory", .mode = 0444}));
    return {std::in_place, std::move(device)};
  }
  explicit MemoryModule(kernel::MiscDeviceRegistration<Memory> device)
      : device_(std::move(device)) {}

 private:
  kernel::MiscDeviceRegistration<Memory> device_;
};

KERNEL_MODULE(MemoryModule, {
  .name = "memory",
  .description = "Shows how much memory processes have",
  .license = "GPL",
});
