// SPDX-License-Identifier: GPL-2.0
// Does a string end there? A char* does not tell, a CStr does.
// expect: error: static assertion failed: printk cannot show this argument \(Argument<type, number> above says which\)
// expect: Argument<char\*, 1>

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<kernel::CString> example(char* text) {
#ifdef FAIL
  return kernel::CString::from_fmt(FMT("{}", text), kernel::GFP_KERNEL);
#else
  return kernel::CString::from_fmt(FMT("{}", kernel::CStr::from_raw(text)), kernel::GFP_KERNEL);
#endif
}
