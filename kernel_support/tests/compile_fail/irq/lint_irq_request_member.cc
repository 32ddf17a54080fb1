// SPDX-License-Identifier: GPL-2.0
// That a driver may have an interrupt is true while it is attached.
// misuse: Drivers: an object keeps an interrupt that its driver may have
// rust: compile error: lifetime may not live long enough
// by: lint
// expect: 'later' says that a driver is attached, and stays when it is not

#include <kernel/irq/request.hpp>
#include <optional>

using kernel::irq::Request;

#ifdef FAIL
struct Later {
  std::optional<Request> later;
};
#else
struct Later : kernel::NotThreadSafe {
  std::optional<Request> later;
};
#endif
bool example(const Later& later);

bool example(const Later& later) { return later.later.has_value(); }
