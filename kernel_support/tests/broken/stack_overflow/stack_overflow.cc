// SPDX-License-Identifier: GPL-2.0
// A recursion without an end.
// misuse: Language: a recursion without an end
// rust: not caught; the guard page, too

#include <kernel/module.hpp>
#include <kernel/print.hpp>

//! [mistake]
struct Folder {
  const Folder* parent;
  const Folder* path[32];
};

// Nothing to bypass: the stack of a thread in the kernel has 16
// KiB, and no type counts them.
[[gnu::noipa]] static int depth(const Folder& folder) {
  Folder copy = folder;
  return copy.parent ? depth(*copy.parent) + (copy.path[1] ? 2 : 1) : 0;  // caught here
}
//! [mistake]

struct StackOverflow : kernel::Module<StackOverflow> {
  static kernel::Result<StackOverflow> init(kernel::ThisModule&) {
    Folder folder{};
    folder.parent = &folder;  // a ring
    pr_info("depth {}\n", depth(folder));
    return {std::in_place};
  }
};

KERNEL_MODULE(StackOverflow, {
  .name = "stack_overflow",
  .description = "Broken on purpose",
  .license = "GPL",
});
