// SPDX-License-Identifier: GPL-2.0
// A program in poll() is in a queue of the object, which may go.
// misuse: Drivers: programs wait in a queue of hardware that may go
// rust: not caught: the abstraction has no poll
// expect: error: static assertion failed: a RevocableMiscDevice has no open\(\), show\(\) and poll

#include <kernel/miscdevice/revocable.hpp>

struct Silent {};
struct Polled {
  kernel::PollEvents poll(const kernel::File&, const kernel::PollTable&) const { return {}; }
};

[[maybe_unused]] static kernel::Result<void> example() {
#ifdef FAIL
  auto made =
      TRY(kernel::RevocableMiscDevice<Polled>::make(kernel::GFP_KERNEL, {.name = "polled"}));
#else
  auto made =
      TRY(kernel::RevocableMiscDevice<Silent>::make(kernel::GFP_KERNEL, {.name = "silent"}));
#endif
  return {};
}
