// SPDX-License-Identifier: GPL-2.0
// Nothing runs before a module, so what a global lock guards cannot have to be constructed.
// misuse: Locks: what a global lock guards would need a constructor
// rust: compile error: not const (E0015)
// expect: error: .*constinit.* variable .* does not have a constant initializer

#include <kernel/sync/global_lock.hpp>

struct Device {
  explicit Device(int number);
  int number;
};
struct Settings {
  int number;
};

#ifdef FAIL
static constinit kernel::GlobalMutex<Device> global(3);
#else
static constinit kernel::GlobalMutex<Settings> global(3);
#endif

[[maybe_unused]] static int example() {
  return global.with([](auto& value) { return value.number; });
}
