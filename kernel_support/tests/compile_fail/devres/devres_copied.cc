// SPDX-License-Identifier: GPL-2.0
// It owns what it holds.
// misuse: Drivers: what belongs to a device gets a second owner
// rust: compile error: use of moved value (E0382)
// expect: error: use of deleted function .*Devres

#include <kernel/devres.hpp>

[[maybe_unused]] static void example(kernel::Devres<int> first) {
#ifdef FAIL
  kernel::Devres<int> second(first);
#else
  kernel::Devres<int> second(std::move(first));
#endif
}
