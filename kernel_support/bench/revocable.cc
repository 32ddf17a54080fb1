// SPDX-License-Identifier: GPL-2.0
// A misc device of hardware that may go while programs have its file open.

#include "revocable.hpp"

using kernel::Result;
using kernel::to_result;

namespace {

constexpr char kPath[] = "/dev/bench_revocable_cxx";
constexpr char kSessions[] = "/dev/bench_sessions_cxx";
constexpr int kOpens = 500;
constexpr int kCalls = 500;

}  // namespace

Result<void> revocable_open() { return to_result(bench_opens(kPath, kOpens)); }

Result<void> revocable_session() { return to_result(bench_opens(kSessions, kOpens)); }

Result<void> revocable_ioctl() { return to_result(bench_ioctls(kPath, BENCH_IOCTL, kCalls)); }
