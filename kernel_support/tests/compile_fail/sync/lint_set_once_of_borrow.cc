// SPDX-License-Identifier: GPL-2.0
// The text that the CStr refers to may be gone when a reader comes.
// misuse: Strings: a CStr inside an object that a SetOnce shares
// rust: compile error: borrowed value does not live long enough (E0597)
// by: lint
// expect: 'name' is a CStr, and a SetOnce shares Label among threads

#include <kernel/str/cstring.hpp>
#include <kernel/sync/set_once.hpp>

struct Label {
#ifdef FAIL
  kernel::CStr name;
#else
  kernel::CString name;
#endif
};

bool example(const kernel::SetOnce<Label>& label);

bool example(const kernel::SetOnce<Label>& label) { return bool(label.as_ref()); }
