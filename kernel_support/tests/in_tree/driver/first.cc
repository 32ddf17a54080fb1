// SPDX-License-Identifier: GPL-2.0
// Comes after the other in the makefile, and is started before: its level is an earlier one.

#include <kernel/auxiliary/driver.hpp>
#include <kernel/module.hpp>
#include <kernel/print.hpp>

MODULE_PARAM(number, int, 1, 0644, "what to add to");

extern "C" int cpp_driver_legacy(int number);

struct Shape {
  virtual int corners() const = 0;

 protected:
  ~Shape() = default;
};

struct Square final : Shape {
  int corners() const override { return 4; }
};

// Both have a driver of this name.
struct Port : kernel::auxiliary::Driver<Port> {
  static constexpr auto kIds = kernel::auxiliary::id_table("cpp_switch.first");
  static kernel::Result<Port> probe(const kernel::auxiliary::Device<kernel::device::Core>&) {
    return {std::in_place};
  }
};
KERNEL_AUXILIARY_DEVICE_TABLE(Port);

struct First : kernel::Module<First> {
  static kernel::Result<First> init(kernel::ThisModule& module) {
    Square square;
    const Shape& shape = square;
    pr_info("{} has {} corners, {}\n", module.name(), cpp_driver_legacy(number.get()),
            shape.corners());
    if (module.as_raw()) return kernel::EINVAL;
    auto port = TRY(kernel::auxiliary::DriverRegistration<Port>::make(kernel::GFP_KERNEL));
    return {std::in_place, std::move(port)};
  }

  explicit First(kernel::auxiliary::DriverRegistration<Port> port) : port_(std::move(port)) {}
  ~First() { pr_info("never destroyed\n"); }

  kernel::auxiliary::DriverRegistration<Port> port_;
};

KERNEL_MODULE(First, {
  .name = "cpp_first",
  .description = "A driver that is started before the samples",
  .license = "GPL",
  .init_level = kernel::modinfo::InitLevel::kSubsys,
});
