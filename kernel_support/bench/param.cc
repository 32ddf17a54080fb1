// SPDX-License-Identifier: GPL-2.0
#include <kernel/module_param.hpp>
#include <kernel/result.hpp>

#include "bench.h"

MODULE_PARAM(number, int, 42, 0644, "a number");
MODULE_PARAM(flag, bool, true, 0644, "a flag");
MODULE_PARAM(text, kernel::CStr, "text", 0444, "a string");

kernel::Result<void> param_int() {
  bench_use(number.get());
  return {};
}

kernel::Result<void> param_bool() {
  bench_use(flag.get());
  return {};
}

kernel::Result<void> param_string() {
  bench_use(text.get().as_raw());
  return {};
}

int param_size() { return sizeof(number); }
