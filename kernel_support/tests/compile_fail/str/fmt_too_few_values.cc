// SPDX-License-Identifier: GPL-2.0
// Each placeholder wants a value.
// expect: error: call to non-.constexpr. function .*mistake::format_string_has_more_placeholders_than_there_are_arguments

#include <kernel/str/cstring.hpp>

[[maybe_unused]] static kernel::Result<kernel::CString> example(int number) {
#ifdef FAIL
  return kernel::CString::from_fmt(FMT("{} {}", number), kernel::GFP_KERNEL);
#else
  return kernel::CString::from_fmt(FMT("{}", number), kernel::GFP_KERNEL);
#endif
}
