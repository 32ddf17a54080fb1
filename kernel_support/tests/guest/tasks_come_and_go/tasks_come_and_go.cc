// SPDX-License-Identifier: GPL-2.0
// Walks over all tasks without a pause, while processes begin and end.

#include <kernel/module.hpp>
#include <kernel/print.hpp>
#include <kernel/task.hpp>
#include <kernel/thread.hpp>

namespace {

// Asks each task for all that it tells; returns how many there are.
int ask_all() {
  int tasks = 0;
  kernel::rcu::ReadGuard guard;
  for (const kernel::Task& process : kernel::Processes(guard)) {
    for (const kernel::Task& task : kernel::Threads(process, guard)) {
      kernel::TaskComm name = task.comm();
      tasks += !name.text().empty() && task.pid() > 0 && task.parent(guard).pid() >= 0;
      static_cast<void>(task.state());
      static_cast<void>(task.euid());
      static_cast<void>(task.signal_pending());
      // Kept and given back, and found by its number unless it has ended.
      kernel::ARef<kernel::Task> kept(task);
      static_cast<void>(kept->tgid());
      auto found = kernel::Task::find(task.pid());
      static_cast<void>(found);
    }
  }
  return tasks;
}

}  // namespace

struct TasksComeAndGo : kernel::Module<TasksComeAndGo> {
  static kernel::Result<TasksComeAndGo> init(kernel::ThisModule&) {
    auto walker =
        TRY(kernel::Thread::spawn(kernel::GFP_KERNEL, "walker", [](kernel::ThreadStop& stop) {
          int fewest = ask_all();
          while (!stop.should_stop()) {
            int tasks = ask_all();
            if (tasks < fewest) fewest = tasks;
            stop.sleep(kernel::Delta::from_micros(100));
          }
          return fewest;
        }));
    return {std::in_place, std::move(walker)};
  }
  explicit TasksComeAndGo(kernel::Thread walker) : walker_(std::move(walker)) {}
  ~TasksComeAndGo() {
    // init, the shell, and what the kernel itself runs
    bool all = std::move(walker_).stop() > 10;
    pr_info("the walker has always met those that stay: {}\n", all);
  }

 private:
  kernel::Thread walker_;
};

KERNEL_MODULE(TasksComeAndGo, {
  .name = "tasks_come_and_go",
  .description = "Walks over all tasks while they begin and end",
  .license = "GPL",
});
