// SPDX-License-Identifier: GPL-2.0
// RCU destroys the object where nothing may sleep.
// misuse: RCU: an object that sleeps when it is destroyed, freed by RCU
// rust: the API has no such call
// expect: error: static assertion failed: the T sleeps when it is destroyed, and RCU destroys it

#include <kernel/sync/rcu.hpp>

class Session {
 public:
#ifdef FAIL
  ~Session() KERNEL_SLEEPS_WHEN_DESTROYED KERNEL_MAY_SLEEP {}
#else
  ~Session() {}
#endif
};
struct Device {
  int number;
  Session sessions[2];
};

[[maybe_unused]] static void example(kernel::rcu::Pointer<Device>& device,
                                     kernel::rcu::Box<Device> next) {
#ifdef FAIL
  device.replace(std::move(next));
#else
  device.replace(std::move(next));
#endif
}
