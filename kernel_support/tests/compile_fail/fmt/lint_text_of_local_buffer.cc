// SPDX-License-Identifier: GPL-2.0
// A Buffer has its text in itself, and goes with the function.
// misuse: Strings: the text of a local Buffer is returned
// rust: compile error: returns a value that refers to a local variable (E0515)
// by: lint
// expect: address of stack memory associated with .*'text' returned

#include <kernel/fmt/format.hpp>

#ifdef FAIL
kernel::CStr name(int number);

kernel::CStr name(int number) {
  kernel::fmt::Buffer<16> text;
  if (text.write(FMT("queue{}", number)).is_err()) text.clear();
  return text.str();
}
#else
kernel::CStr name(int number, kernel::fmt::Buffer<16>& text);

kernel::CStr name(int number, kernel::fmt::Buffer<16>& text) {
  if (text.write(FMT("queue{}", number)).is_err()) text.clear();
  return text.str();
}
#endif
