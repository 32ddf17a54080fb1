// SPDX-License-Identifier: GPL-2.0
// Nobody could say what to pass.
// expect: work runs a member function without arguments that returns void

#include <kernel/workqueue.hpp>

struct Device {
  void on_work() {}
  void handle(int) {}
};

[[maybe_unused]] static void example(Device& device) {
#ifdef FAIL
  kernel::Work<&Device::handle> work(device, kernel::workqueue::system());
#else
  kernel::Work<&Device::on_work> work(device, kernel::workqueue::system());
#endif
}
