// SPDX-License-Identifier: GPL-2.0
#pragma once
#include <kernel/miscdevice.hpp>

#include "bench.h"

// /dev/bench_cxx
struct BenchDevice {
  kernel::Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
    if (out.size() < sizeof(u64)) return kernel::EINVAL;
    return out.write(u64{7});
  }

  kernel::Result<u64> add(const kernel::File&, const u64& value) const { return value + 1; }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<BENCH_IOCTL, &BenchDevice::add>>;
};
