// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: another driver for the device that nova_core makes.

#include <kernel/auxiliary/driver.hpp>
#include <kernel/dev_print.hpp>
#include <kernel/print.hpp>

#include "../../../../samples/05_nova_drm/nova_gpu.hpp"

using kernel::Result;
using kernel::device::Core;
namespace auxiliary = kernel::auxiliary;

//! [solution]
class Vram : public auxiliary::Driver<Vram> {
 public:
  //! [task]
  //! the devices that it is for.
  //! > static constexpr auto kIds = auxiliary::id_table("nobody.nothing");
  static constexpr auto kIds = auxiliary::id_table("nova_core.nova-drm");
  //! [task]

  static Result<Vram> probe(const auxiliary::Device<Core>& device) {
    //! [task]
    //! say "{} bytes of video memory" in the name of the device (dev_info). Who has the number?
    auto gpu = TRY(device.registration_data<NovaGpu>());
    dev_info(device, "{} bytes of video memory\n", gpu->vram_bar_size);
    //! [task]
    return {std::in_place};
  }

  //! [task]
  //! say "the device is gone" when it is.
  ~Vram() { pr_info("the device is gone\n"); }
  //! [task]
};
//! [solution]
KERNEL_AUXILIARY_DEVICE_TABLE(Vram);

KERNEL_MODULE(kernel::driver::Module<auxiliary::DriverRegistration<Vram>>, {
  .name = "vram",
  .description = "Says how much memory a card of Nova has",
  .license = "GPL",
});
