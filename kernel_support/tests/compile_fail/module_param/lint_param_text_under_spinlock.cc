// SPDX-License-Identifier: GPL-2.0
// with() takes a mutex, so that the text is not freed meanwhile.
// misuse: Modules and parameters: the text of a writable parameter is read under a spinlock
// rust: no counterpart
// by: lint
// expect: cannot call function 'with.*' while atomic context

#include <kernel/module_param.hpp>
#include <kernel/sync/spinlock.hpp>

MODULE_PARAM(label, kernel::CStr, "none", 0644, "a text that may change");

using Length = kernel::SpinLock<size_t>;

void example(const Length& length);

void example(const Length& length) {
#ifdef FAIL
  auto guard = length.lock();
  *guard = label.with([](kernel::CStr text) { return text.size(); });
#else
  size_t size = label.with([](kernel::CStr text) { return text.size(); });
  auto guard = length.lock();
  *guard = size;
#endif
}
