// SPDX-License-Identifier: GPL-2.0
// It may run on several processors at once, and beside the driver.
// misuse: Drivers: the handler of an interrupt changes its object without a lock
// rust: compile error: cannot assign to a field behind a & reference (E0594)
// expect: error: static assertion failed: the function of an interrupt is irq::Return handle

#include <kernel/irq/registration.hpp>
#include <kernel/sync/atomic.hpp>

using kernel::Device;
using kernel::Relaxed;
using kernel::device::Bound;
using kernel::irq::Flags;
using kernel::irq::Return;

class Plain {
 public:
  Return handle(const Device<Bound>&) { return ++count_, Return::kHandled; }

 private:
  int count_ = 0;
};
class Shared {
 public:
  Return handle(const Device<Bound>&) const { return count_.add(1, Relaxed), Return::kHandled; }

 private:
  kernel::Atomic<int> count_;
};

[[maybe_unused]] static kernel::Result<void> example(kernel::irq::Request request) {
#ifdef FAIL
  using Counter = kernel::irq::Registration<Plain>;
  auto made = TRY(Counter::make(kernel::GFP_KERNEL, request, Flags(), "counter"));
#else
  using Counter = kernel::irq::Registration<Shared>;
  auto made = TRY(Counter::make(kernel::GFP_KERNEL, request, Flags(), "counter"));
#endif
  return {};
}
