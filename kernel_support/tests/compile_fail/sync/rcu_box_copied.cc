// SPDX-License-Identifier: GPL-2.0
// The object would be freed twice.
// misuse: RCU: an object is published, and kept by its owner as well
// rust: compile error: use after move (E0382)
// expect: error: use of deleted function .*rcu::Box<int>::Box\(const

#include <kernel/sync/rcu.hpp>

[[maybe_unused]] static void example(kernel::rcu::Pointer<int>& pointer,
                                     kernel::rcu::Box<int>& box) {
#ifdef FAIL
  pointer.replace(box);
#else
  pointer.replace(std::move(box));
#endif
}
