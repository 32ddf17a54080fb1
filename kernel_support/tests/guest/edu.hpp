// SPDX-License-Identifier: GPL-2.0
// QEMU's edu device, for the tests that drive it: the registers of sample 07, and what more they
// do.
#pragma once

#include <kernel/io/poll.hpp>
#include <kernel/pci/driver.hpp>

#include "../../../samples/07_pci_edu/registers.hpp"

namespace edu {

inline constexpr auto kIds = kernel::pci::id_table(kernel::pci::DeviceId::from_id(0x1234, 0x11e8));
using Bar = kernel::pci::Bar<kSize>;

// The device interrupts, as if it had computed.
struct InterruptRaise : Register<0x60, u32, Access::kWriteOnly> {
  Bit<0> factorial;
};

// Has the device copy, and waits until it has.
inline kernel::Result<void> transfer(const Bar& registers, u64 from, u64 to, size_t size,
                                     bool to_memory) {
  using namespace kernel::literals;
  registers.write(Source{.address = from});
  registers.write(Destination{.address = to});
  registers.write(Count{.bytes = size});
  registers.write(Command{.start = true, .to_memory = to_memory});
  auto look = [&] { return registers.read<Command>(); };
  auto done = [](const Command& command) { return !command.start; };
  TRY(kernel::io::read_poll_timeout(look, done, 1_ms, 10_s));
  return {};
}

}  // namespace edu
