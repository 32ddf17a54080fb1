// SPDX-License-Identifier: GPL-2.0
// Types have no names at run time.
// expect: error: cannot use .*typeid.* with .*-fno-rtti
// expect: note: a kernel module has no run-time type information: use a template, a concept or an enum

#include <kernel/print.hpp>

[[maybe_unused]] static const void* example() {
#ifdef FAIL
  return static_cast<const void*>(&typeid(int));
#else
  return nullptr;
#endif
}
