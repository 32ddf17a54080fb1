// SPDX-License-Identifier: GPL-2.0
// The module of the C++ operations.

#include <kernel/faux.hpp>
#include <kernel/module.hpp>

#include "bench.h"
#include "drm.hpp"
#include "interrupt.hpp"
#include "revocable.hpp"
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
  using Revocable = kernel::RevocableMiscDevice<BenchRevocable>;
  using Sessions = kernel::RevocableMiscDevice<BenchSessions>;
  using Graphics = kernel::drm::Registration<BenchDrm>;

 public:
  static kernel::Result<BenchCxx> init(kernel::ThisModule&) {
    auto device = TRY(Device::make(kernel::GFP_KERNEL, {.name = "bench_cxx"}));
    auto revocable =
        TRY(Revocable::make(kernel::GFP_KERNEL, {.name = "bench_revocable_cxx"}, u64{1}));
    auto sessions = TRY(Sessions::make(kernel::GFP_KERNEL, {.name = "bench_sessions_cxx"}, u64{1}));
    auto parent = TRY(kernel::faux::Registration::make(kernel::GFP_KERNEL, "bench_cxx"));
    auto graphics = TRY(Graphics::make(parent.device(), u64{1} << 24));
    auto interrupt = TRY(bench_interrupt_start(parent.device()));
    return {std::in_place,     std::move(device),   std::move(revocable), std::move(sessions),
            std::move(parent), std::move(graphics), std::move(interrupt)};
  }

  BenchCxx(Device device, Revocable revocable, Sessions sessions, kernel::faux::Registration parent,
           Graphics graphics, BenchInterrupt interrupt)
      : device_(std::move(device)),
        revocable_(std::move(revocable)),
        sessions_(std::move(sessions)),
        parent_(std::move(parent)),
        graphics_(std::move(graphics)),
        interrupt_(std::move(interrupt)) {
    bench_register(BENCH_CXX, kOperations);
  }
  ~BenchCxx() { bench_unregister(BENCH_CXX); }

 private:
  Device device_;
  Revocable revocable_;
  Sessions sessions_;
  kernel::faux::Registration parent_;
  Graphics graphics_;
  BenchInterrupt interrupt_;
};

KERNEL_MODULE(BenchCxx, {
  .name = "bench_cxx",
  .authors = {"The C++ for Linux authors"},
  .description = "Operations to measure, in C++",
  .license = "GPL",
});
