// SPDX-License-Identifier: GPL-2.0
//
// Two files of a module with classes and functions of the same names, which have nothing to do with
// each other.
#include <kernel/ktap.hpp>
#include <kernel/workqueue.hpp>

#include "other_file.hpp"

namespace {

struct Device {
  void on_work() { value = 1; }
  int value = 0;
  kernel::Work<&Device::on_work> work{*this, kernel::workqueue::system()};
};

}  // namespace

TEST(same_names) {
  Device device;
  device.work.enqueue();
  device.work.flush();
  EXPECT_EQ(device.value, 1);
  EXPECT_EQ(of_other_file(), 2);
}

KTAP_MODULE(work_linkage, same_names);
