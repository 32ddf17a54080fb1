// SPDX-License-Identifier: GPL-2.0
// The text would be gone when it is used.
// misuse: Strings: a view of a buffer that is gone
// rust: compile error: refers to a temporary (E0515)
// expect: error: use of deleted function .*Buffer<N>::str\(\) const

#include <kernel/fmt/format.hpp>

[[maybe_unused]] static kernel::CStr example(kernel::fmt::Buffer<8>& text) {
#ifdef FAIL
  return kernel::fmt::Buffer<8>().str();
#else
  return text.str();
#endif
}
