// SPDX-License-Identifier: GPL-2.0
// The second object would be built over the first.
// misuse: Objects in place: one member built twice
// rust: compile error: field specified more than once (E0062)
// expect: error: static assertion failed: a member is named twice

#include <kernel/init.hpp>

class Device {
 public:
  static kernel::Result<kernel::Placed<Device>> init(kernel::Slot<Device> slot) {
#ifdef FAIL
    auto [first, second, rest] = std::move(slot).split<&Device::first_, &Device::first_>();
#else
    auto [first, second, rest] = std::move(slot).split<&Device::first_, &Device::second_>();
#endif
    auto one = std::move(first).emplace(1);
    auto two = std::move(second).emplace(2);
    return std::move(rest).emplace(std::move(one), std::move(two));
  }
  explicit Device(kernel::Placed<int> first, kernel::Placed<int> second)
      : first_(std::move(first)), second_(std::move(second)) {}

 private:
  kernel::Member<int> first_;
  kernel::Member<int> second_;
};
