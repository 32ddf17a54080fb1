// SPDX-License-Identifier: GPL-2.0
// Two bits have values that no enumerator has.
// misuse: Registers and DMA: a field taken for an enumerator that it may not be
// rust: compile error: mismatched types (E0308), a `Result`
// expect: error: cannot convert|error: conversion from

#include <kernel/io/register.hpp>

enum class Speed : u8 { kSlow, kFast };
struct Status : kernel::io::Register<0x10, u32> {
  Bit<0> busy;
  Field<3, 2, Speed> speed;
  Field<7, 4> channel;
};

[[maybe_unused]] static void example(Status& status) {
#ifdef FAIL
  Speed speed = status.speed;
  status.busy = speed == Speed::kFast;
#else
  kernel::Result<Speed> speed = status.speed.get();
  status.busy = speed.is_ok();
#endif
}
