// SPDX-License-Identifier: GPL-2.0
// Makes two parts of a device: one with data for its driver, one without.
#include "auxiliary_hub.hpp"

#include <kernel/auxiliary/registration.hpp>
#include <kernel/faux.hpp>
#include <kernel/module.hpp>

using kernel::GFP_KERNEL;
using kernel::faux::Registration;
using PartWithPorts = kernel::auxiliary::Registration<Ports>;
using PartWithout = kernel::auxiliary::Registration<>;

class Hub : public kernel::Module<Hub> {
 public:
  static kernel::Result<Hub> init(kernel::ThisModule&) {
    auto parent = TRY(Registration::make(GFP_KERNEL, "auxiliary_hub"));
    auto first = TRY(PartWithPorts::make(GFP_KERNEL, parent.device(), "port", 0, 4));
    auto second = TRY(PartWithout::make(GFP_KERNEL, parent.device(), "port", 1));
    auto refused = PartWithout::make(GFP_KERNEL, parent.device(), "a/b", 2);
    if (refused.is_ok() || refused.error() != kernel::EINVAL) return kernel::EPROTO;
    return {std::in_place, std::move(parent), std::move(first), std::move(second)};
  }

  Hub(Registration parent, PartWithPorts first, PartWithout second)
      : first_(std::move(first)), second_(std::move(second)), parent_(std::move(parent)) {}

 private:
  PartWithPorts first_;
  PartWithout second_;
  // It goes before its parts do, and takes them along.
  Registration parent_;
};

KERNEL_MODULE(Hub, {.name = "auxiliary_hub", .license = "GPL"});
