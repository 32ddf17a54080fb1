// SPDX-License-Identifier: GPL-2.0
// Errors as values, passed on by TRY.

#include <kernel/result.hpp>

#include "bench.h"

using kernel::Result;

BENCH_OPAQUE static Result<int> half(int number) {
  if (number % 2) return kernel::EINVAL;
  return number / 2;
}

Result<void> result_int_ok() {
  int halved = TRY(half(42));
  bench_use(halved);
  return {};
}

Result<void> result_int_err() {
  int halved = TRY(half(43));
  bench_use(halved);
  return {};
}

BENCH_OPAQUE static Result<void> third(int number) {
  if (number == 0) return kernel::ENODEV;
  bench_work();
  return {};
}

BENCH_OPAQUE static Result<void> second(int number) {
  TRY(third(number));
  bench_work();
  return {};
}

BENCH_OPAQUE static Result<void> first(int number) {
  TRY(second(number));
  bench_work();
  return {};
}

Result<void> result_void_ok() {
  TRY(first(1));
  bench_work();
  return {};
}

Result<void> result_void_err() {
  TRY(first(0));
  bench_work();
  return {};
}

static constinit int numbers[2] = {};

BENCH_OPAQUE static Result<int*> find(int index) {
  if (index == 2) return kernel::ENOENT;
  return &numbers[index];
}

Result<void> result_pointer_ok() {
  int* number = TRY(find(1));
  bench_use(number);
  return {};
}

Result<void> result_pointer_err() {
  int* number = TRY(find(2));
  bench_use(number);
  return {};
}

BENCH_OPAQUE static Result<long> twice(long number) {
  if (number == 0) return kernel::EINVAL;
  return 2 * number;
}

Result<void> result_long_ok() {
  long doubled = TRY(twice(21));
  bench_use(doubled);
  return {};
}

Result<void> result_long_err() {
  long doubled = TRY(twice(0));
  bench_use(doubled);
  return {};
}

Result<void> to_result_ok() {
  TRY(kernel::to_result(bench_c_number(0)));
  bench_work();
  return {};
}

Result<void> to_result_err() {
  TRY(kernel::to_result(bench_c_number(1)));
  bench_work();
  return {};
}

Result<void> from_err_ptr_ok() {
  int* number = TRY(kernel::from_err_ptr(bench_c_pointer(0)));
  bench_use(number);
  return {};
}

Result<void> from_err_ptr_err() {
  int* number = TRY(kernel::from_err_ptr(bench_c_pointer(1)));
  bench_use(number);
  return {};
}
