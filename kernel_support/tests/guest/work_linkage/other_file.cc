// SPDX-License-Identifier: GPL-2.0
#include "other_file.hpp"

#include <kernel/workqueue.hpp>

namespace {

struct Device {
  void on_work() { value[5] = 2; }
  int value[6] = {};
  kernel::Work<&Device::on_work> work{*this, kernel::workqueue::system()};
};

}  // namespace

int of_other_file() {
  Device device;
  device.work.enqueue();
  device.work.flush();
  return device.value[5];
}
