// SPDX-License-Identifier: GPL-2.0
// The member would not be there.
// misuse: Objects in place: a member that was forgotten
// rust: compile error: missing field in the initializer of pin_init!
// expect: error: no matching function for call to .*Member<int>::Member\(\)

#include <kernel/init.hpp>

class Device {
 public:
#ifdef FAIL
  explicit Device(kernel::Placed<int>) {}
#else
  explicit Device(kernel::Placed<int> number) : number_(std::move(number)) {}
#endif

 private:
  kernel::Member<int> number_;
};

[[maybe_unused]] static kernel::Placed<Device> example(kernel::Slot<Device> slot,
                                                       kernel::Placed<int> number) {
  return std::move(slot).emplace(std::move(number));
}
