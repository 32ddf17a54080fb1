// SPDX-License-Identifier: GPL-2.0
#pragma once
#include <kernel/miscdevice/revocable.hpp>

#include "bench.h"

// /dev/bench_revocable_cxx, of hardware that may go
struct BenchRevocable {
  kernel::Result<u64> add(const kernel::File&, const u64& value) const { return value + step; }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<BENCH_IOCTL, &BenchRevocable::add>>;

  u64 step;
};
