// SPDX-License-Identifier: GPL-2.0
// The module of the C++ operations.

#include <kernel/module.hpp>

#include "bench.h"
#include "user.hpp"

// What C calls: the operation itself, inlined, and its result as a number.
template <kernel::Result<void> (*operation)()>
static int run() {
  return operation().to_errno();
}

static constexpr bench_operation kOperations[] = {
#define ROW(name, operations, description) run<name>,
#define SIZE(name, description) name,
#include "rows.h"
};

class BenchCxx : public kernel::Module<BenchCxx> {
  using Device = kernel::MiscDeviceRegistration<BenchDevice>;

 public:
  static kernel::Result<BenchCxx> init(kernel::ThisModule&) {
    auto device = TRY(Device::make(kernel::GFP_KERNEL, {.name = "bench_cxx"}));
    return {std::in_place, std::move(device)};
  }

  explicit BenchCxx(Device device) : device_(std::move(device)) {
    bench_register(BENCH_CXX, kOperations);
  }
  ~BenchCxx() { bench_unregister(BENCH_CXX); }

 private:
  Device device_;
};

KERNEL_MODULE(BenchCxx, {
  .name = "bench_cxx",
  .authors = {"The C++ for Linux authors"},
  .description = "Operations to measure, in C++",
  .license = "GPL",
});
