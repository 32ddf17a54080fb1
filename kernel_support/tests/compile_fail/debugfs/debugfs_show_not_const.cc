// SPDX-License-Identifier: GPL-2.0
// Any number of programs read at once.
// misuse: Files and devices: to show a file in debugfs changes its object without a lock
// rust: compile error: Writer::write takes &self
// expect: static assertion failed: show\(\) of a file that is a text is Result<void> show\(SeqFile&\) const

#include <kernel/debugfs.hpp>

struct Wrong {
  kernel::Result<void> show(kernel::SeqFile&) {
    ++shown;
    return {};
  }
  int shown = 0;
};
struct Right {
  kernel::Result<void> show(kernel::SeqFile&) const {
    shown.add(1, kernel::Relaxed);
    return {};
  }
  kernel::Atomic<int> shown;
};

[[maybe_unused]] static auto example(const kernel::debugfs::Dir& dir) {
#ifdef FAIL
  return kernel::debugfs::File<Wrong>::make(kernel::GFP_KERNEL, dir, {.name = "example"});
#else
  return kernel::debugfs::File<Right>::make(kernel::GFP_KERNEL, dir, {.name = "example"});
#endif
}
