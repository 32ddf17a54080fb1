// SPDX-License-Identifier: GPL-2.0
// The bytes would go back twice.
// misuse: Tasks: the text of a security module is copied with its owner
// rust: compile error: use of moved value (E0382)
// expect: error: use of deleted function .*SecurityCtx\(const kernel::SecurityCtx&\)

#include <kernel/security.hpp>

[[maybe_unused]] static size_t example(kernel::SecurityCtx& context) {
#ifdef FAIL
  kernel::SecurityCtx other = context;
#else
  kernel::SecurityCtx other = std::move(context);
#endif
  return other.size();
}
