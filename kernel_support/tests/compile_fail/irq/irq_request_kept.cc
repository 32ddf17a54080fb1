// SPDX-License-Identifier: GPL-2.0
// It is good as long as its device is bound, and so stays where it was given.
// misuse: Drivers: an interrupt that a driver may have is handed to another thread
// rust: compile error: borrowed value does not live long enough (E0597)
// expect: error: static assertion failed

#include <kernel/irq/request.hpp>

#ifdef FAIL
static_assert(kernel::Send<kernel::irq::Request>);
#else
static_assert(!kernel::Send<kernel::irq::Request>);
#endif
