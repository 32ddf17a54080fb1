// SPDX-License-Identifier: GPL-2.0
// Drives the parts, and tells what it gets. A parameter lets it refuse one of them.
#include <kernel/auxiliary/driver.hpp>
#include <kernel/dev_print.hpp>
#include <kernel/module_param.hpp>

#include "auxiliary_hub.hpp"

using kernel::Result;
using kernel::device::Core;

MODULE_PARAM(refused, int, -1, 0444, "number of the part that is refused");

class Port : public kernel::auxiliary::Driver<Port> {
 public:
  static constexpr auto kIds = kernel::auxiliary::id_table("auxiliary_hub.port", "nobody.port");

  static Result<Port> probe(const kernel::auxiliary::Device<Core>& device) {
    if (static_cast<int>(device.id()) == refused.get()) return kernel::ENODEV;
    const kernel::CStr parent = device.parent().dev_name();
    auto ports = device.registration_data<Ports>();
    auto other = device.registration_data<long>();
    if (ports.is_ok())
      dev_info(device, "{} ports of {}\n", ports.value()->count, parent);
    else
      dev_info(device, "ports: {}\n", ports.error());
    if (other.is_err()) dev_info(device, "another type: {}\n", other.error());
    return {std::in_place};
  }

  void unbind(const kernel::auxiliary::Device<Core>& device) { dev_info(device, "unbind\n"); }
};
KERNEL_AUXILIARY_DEVICE_TABLE(Port);

KERNEL_MODULE(kernel::driver::Module<kernel::auxiliary::DriverRegistration<Port>>,
              {.name = "auxiliary_port", .license = "GPL"});
