// SPDX-License-Identifier: GPL-2.0
// The text would end there.
// expect: error: static assertion failed: a zero byte inside a format string would end the text

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<kernel::CString> example(int number) {
#ifdef FAIL
  return kernel::CString::from_fmt(FMT("a{}\0b", number), kernel::GFP_KERNEL);
#else
  return kernel::CString::from_fmt(FMT("a{}b", number), kernel::GFP_KERNEL);
#endif
}
