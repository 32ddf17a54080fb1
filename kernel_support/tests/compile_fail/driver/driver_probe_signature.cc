// SPDX-License-Identifier: GPL-2.0
// The signature is the bus's.
// misuse: Drivers: probe() has a signature with which the bus would not call it
// rust: compile error: method not compatible with trait (E0053)
// expect: error: static assertion failed: probe\(\) of a driver on the auxiliary bus is static Result

#include <kernel/auxiliary/driver.hpp>

using kernel::GFP_KERNEL;
using kernel::Result;
using kernel::auxiliary::DriverRegistration;
using kernel::device::Core;

struct Port : kernel::auxiliary::Driver<Port> {
  static constexpr auto kIds = kernel::auxiliary::id_table("hub.port");
  static Result<Port> probe(const kernel::auxiliary::Device<Core>&) { return {std::in_place}; }
};
KERNEL_AUXILIARY_DEVICE_TABLE(Port);

struct Plug : kernel::auxiliary::Driver<Plug> {
  static constexpr auto kIds = kernel::auxiliary::id_table("hub.plug");
  static Result<Plug> probe(kernel::auxiliary::Device<Core>&) { return {std::in_place}; }
};
KERNEL_AUXILIARY_DEVICE_TABLE(Plug);

[[maybe_unused]] static Result<void> example() {
#ifdef FAIL
  auto made = TRY(DriverRegistration<Plug>::make(GFP_KERNEL));
#else
  auto made = TRY(DriverRegistration<Port>::make(GFP_KERNEL));
#endif
  return {};
}
