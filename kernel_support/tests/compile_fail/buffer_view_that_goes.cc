// SPDX-License-Identifier: GPL-2.0
// The text would be gone when it is used.
// expect: error: use of deleted function .*Buffer<N>::str\(\) const

#include <kernel/fmt/format.hpp>

[[maybe_unused]] static kernel::CStr example(kernel::fmt::Buffer<8>& text) {
#ifdef FAIL
  return kernel::fmt::Buffer<8>().str();
#else
  return text.str();
#endif
}
