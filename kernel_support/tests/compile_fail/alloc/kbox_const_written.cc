// SPDX-License-Identifier: GPL-2.0
// Whoever may only read the box may only read what is in it.
// misuse: Boxes: writing through a box that may only be read
// rust: compile error: not borrowed as mutable (E0594)
// expect: error: assignment of read-only location

#include <kernel/alloc/kbox.hpp>

#ifdef FAIL
[[maybe_unused]] static void example(const kernel::KBox<int>& box) { *box = 1; }
#else
[[maybe_unused]] static void example(kernel::KBox<int>& box) { *box = 1; }
#endif
