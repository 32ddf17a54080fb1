// SPDX-License-Identifier: GPL-2.0
// An aggregate is made zero before its members are, so what is there already would be lost.
// misuse: Objects in place: a whole that is made zero after its members are built
// rust: the API has no such call: an initializer writes each field once
// expect: error: static assertion failed: a class with members that are built before it needs a

#include <kernel/init.hpp>

struct Aggregate {
  kernel::Member<int> number;
  int more[100] = {};
};
struct Device {
  explicit Device(kernel::Placed<int> number) : number(std::move(number)) {}
  kernel::Member<int> number;
  int more[100] = {};
};

#ifdef FAIL
[[maybe_unused]] static void example(kernel::Slot<Aggregate> slot) {
  auto [number_slot, rest] = std::move(slot).split<&Aggregate::number>();
#else
[[maybe_unused]] static void example(kernel::Slot<Device> slot) {
  auto [number_slot, rest] = std::move(slot).split<&Device::number>();
#endif
}
