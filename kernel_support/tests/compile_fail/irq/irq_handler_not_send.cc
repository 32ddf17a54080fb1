// SPDX-License-Identifier: GPL-2.0
// Interrupts come on any processor.
// misuse: Drivers: the handler of an interrupt must stay with its thread
// rust: compile error: cannot be shared between threads safely (E0277)
// expect: error: static assertion failed: the handler stays with its thread, and interrupts

#include <kernel/irq/registration.hpp>

struct Handler {
  kernel::irq::Return handle(const kernel::Device<kernel::device::Bound>&) const {
    return kernel::irq::Return::kHandled;
  }
};
struct Local : kernel::NotThreadSafe, Handler {};

[[maybe_unused]] static kernel::Result<void> example(kernel::irq::Request request) {
#ifdef FAIL
  auto made = TRY(kernel::irq::Registration<Local>::make(kernel::GFP_KERNEL, request,
                                                         kernel::irq::Flags(), "local"));
#else
  auto made = TRY(kernel::irq::Registration<Handler>::make(kernel::GFP_KERNEL, request,
                                                           kernel::irq::Flags(), "handler"));
#endif
  return {};
}
