// SPDX-License-Identifier: GPL-2.0
// Drives the parts, and tells what it gets. A parameter lets it refuse one of them.
#include <kernel/auxiliary/driver.hpp>
#include <kernel/dev_print.hpp>
#include <kernel/dma/coherent.hpp>
#include <kernel/dma/streaming.hpp>
#include <kernel/module_param.hpp>
#include <kernel/scatterlist/owned.hpp>

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
    const kernel::auxiliary::Device<>& any = device;
    if (&any.parent() != &static_cast<const kernel::Device<>&>(device.parent()))
      return kernel::EPROTO;
    auto ports = device.registration_data<Ports>();
    auto other = device.registration_data<long>();
    if (ports.is_ok())
      dev_info(device, "{} ports of {}\n", ports.value()->count, parent);
    else
      dev_info(device, "ports: {}\n", ports.error());
    if (other.is_err()) dev_info(device, "another type: {}\n", other.error());
    if (device.id() == 0) TRY(find_no_dma(device));
    return {std::in_place};
  }

  void unbind(const kernel::auxiliary::Device<Core>& device) { dev_info(device, "unbind\n"); }

 private:
  // The bus has none; the kernel would warn of who tries.
  static Result<void> find_no_dma(const kernel::auxiliary::Device<Core>& device) {
    using kernel::dma::Direction;
    auto shared = kernel::dma::Coherent<u32>::make(kernel::GFP_KERNEL, device, 1);
    if (shared.is_err()) dev_info(device, "shared memory: {}\n", shared.error());
    auto small = TRY(kernel::KVec<u8>::from_elem(0, 100, kernel::GFP_KERNEL));
    auto lent = kernel::dma::Streaming<u8, Direction::kToDevice>::make(kernel::GFP_KERNEL, device,
                                                                       std::move(small));
    if (lent.is_err()) dev_info(device, "a buffer: {}\n", lent.error());
    auto large = TRY(kernel::VVec<u8>::from_elem(0, 100, kernel::GFP_KERNEL));
    auto pieces = kernel::scatterlist::Owned<u8, Direction::kToDevice>::make(
        kernel::GFP_KERNEL, device, std::move(large));
    if (pieces.is_err()) dev_info(device, "pieces: {}\n", pieces.error());
    return {};
  }
};
KERNEL_AUXILIARY_DEVICE_TABLE(Port);

KERNEL_MODULE(kernel::driver::Module<kernel::auxiliary::DriverRegistration<Port>>,
              {.name = "auxiliary_port", .license = "GPL"});
