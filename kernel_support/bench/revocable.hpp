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

// What each file of /dev/bench_sessions_cxx has.
struct BenchSession {
  kernel::Result<u64> add(const kernel::File&, const u64& value) const { return value + step; }

  using Ioctls = kernel::ioctl::Table<kernel::ioctl::Handler<BENCH_IOCTL, &BenchSession::add>>;

  u64 step;
};

struct BenchSessions {
  kernel::Result<BenchSession> open(const kernel::File&) const { return BenchSession{step}; }

  u64 step;
};
