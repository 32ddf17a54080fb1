// SPDX-License-Identifier: GPL-2.0
// A graphics device without hardware, and its objects of memory.

#include "drm.hpp"

#include "bench.h"

using kernel::Result;
using kernel::to_result;

namespace {

// The modules are loaded in this order, behind vgem, which own kernels have built in.
constexpr char kCard[] = "/dev/dri/card2";
constexpr char kRender[] = "/dev/dri/renderD130";

constexpr int kCalls = 500;
constexpr int kObjects = 50;
constexpr u64 kLookUps = 1000;
constexpr int kPages = 32;
constexpr int kRounds = 8;

constexpr bench_call kCreate = {DRM_IOCTL_NOVA_GEM_CREATE, 1, {0, bindings::PAGE_SIZE}};
constexpr bench_call kClose = {BENCH_GEM_CLOSE, 1, {1}};

}  // namespace

Result<void> drm_getparam() {
  static constexpr bench_call calls[] = {
      {DRM_IOCTL_NOVA_GETPARAM, kCalls, {NOVA_GETPARAM_VRAM_BAR_SIZE}}};
  return to_result(bench_calls(kRender, calls, std::size(calls), 1));
}

Result<void> drm_gem_info() {
  static constexpr bench_call calls[] = {kCreate, {DRM_IOCTL_NOVA_GEM_INFO, kCalls, {1}}, kClose};
  return to_result(bench_calls(kRender, calls, std::size(calls), 1));
}

Result<void> drm_gem_create() {
  static constexpr bench_call calls[] = {kCreate, kClose};
  return to_result(bench_calls(kRender, calls, std::size(calls), kObjects));
}

Result<void> drm_look_up() {
  static constexpr bench_call calls[] = {kCreate, {BENCH_LOOK_UP, 1, {1, kLookUps}}, kClose};
  return to_result(bench_calls(kRender, calls, std::size(calls), 1));
}

Result<void> drm_fault() {
  return to_result(bench_faults(kCard, DRM_IOCTL_NOVA_GEM_CREATE, kPages, kRounds));
}
