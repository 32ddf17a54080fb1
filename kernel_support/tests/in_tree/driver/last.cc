// SPDX-License-Identifier: GPL-2.0
// Comes before the other in the makefile, and is started after all others: its level is the last.

#include <kernel/auxiliary/driver.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

// Both have a driver of this name.
struct Port : kernel::auxiliary::Driver<Port> {
  static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.last");
  static kernel::Result<Port> probe(const kernel::auxiliary::Device<kernel::device::Core>&) {
    return {std::in_place};
  }
};
KERNEL_AUXILIARY_DEVICE_TABLE(Port);

struct First : kernel::Module<First> {
  static kernel::Result<First> init(kernel::ThisModule&) {
    pr_info("all others are there\n");
    auto port = TRY(kernel::auxiliary::DriverRegistration<Port>::make(kernel::GFP_KERNEL));
    return {std::in_place, std::move(port)};
  }

  explicit First(kernel::auxiliary::DriverRegistration<Port> port) : port_(std::move(port)) {}

  kernel::auxiliary::DriverRegistration<Port> port_;
};

KERNEL_MODULE(First, {
  .name = "cpp_last",
  .description = "A driver that is started after the samples",
  .license = "GPL",
  .init_level = kernel::modinfo::InitLevel::kLate,
});
