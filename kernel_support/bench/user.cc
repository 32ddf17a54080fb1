// SPDX-License-Identifier: GPL-2.0
// Memory of programs, and a misc device.

#include "user.hpp"

#include <array>

using kernel::Result;
using kernel::to_result;
using kernel::UserPtr;
using kernel::UserSlice;

namespace {

constexpr int kTimes = 1000;
constexpr int kPages = 10;
constexpr int kCalls = 500;

std::array<unsigned char, bindings::PAGE_SIZE> buffer;

}  // namespace

Result<void> user_copy_from_8() {
  UserPtr from(bench_user_page());
  for (int i = 0; i < kTimes; ++i) {
    u64 value = TRY(UserSlice(from, sizeof(u64)).reader().read<u64>());
    bench_use(value);
  }
  return {};
}

Result<void> user_copy_to_8() {
  UserPtr to(bench_user_page());
  u64 value = 7;
  for (int i = 0; i < kTimes; ++i) {
    bench_hide(value);
    TRY(UserSlice(to, sizeof(value)).writer().write(value));
  }
  return {};
}

Result<void> user_copy_from_page() {
  UserPtr from(bench_user_page());
  for (int i = 0; i < kPages; ++i)
    TRY(UserSlice(from, buffer.size()).reader().read_slice(std::span(buffer)));
  return {};
}

Result<void> user_copy_to_page() {
  UserPtr to(bench_user_page());
  for (int i = 0; i < kPages; ++i)
    TRY(UserSlice(to, buffer.size()).writer().write_slice(std::span(buffer)));
  return {};
}

Result<void> user_misc_read() { return to_result(bench_reads("/dev/bench_cxx", kCalls)); }

Result<void> user_misc_ioctl() {
  return to_result(bench_ioctls("/dev/bench_cxx", BENCH_IOCTL, kCalls));
}
