// SPDX-License-Identifier: GPL-2.0
// Its room would be somewhere else.
// misuse: Objects in place: the member of another class built in a slot
// rust: compile error: no such field (E0560)
// expect: error: static assertion failed: name members of this class

#include <kernel/init.hpp>

struct Other {
  explicit Other(kernel::Placed<int> number) : number(std::move(number)) {}
  kernel::Member<int> number;
};
struct Device {
  explicit Device(kernel::Placed<int> number) : number(std::move(number)) {}
  kernel::Member<int> number;
};

[[maybe_unused]] static kernel::Result<kernel::Placed<Device>> example(kernel::Slot<Device> slot) {
#ifdef FAIL
  auto [number_slot, rest] = std::move(slot).split<&Other::number>();
#else
  auto [number_slot, rest] = std::move(slot).split<&Device::number>();
#endif
  auto number = std::move(number_slot).emplace(1);
  return std::move(rest).emplace(std::move(number));
}
