// SPDX-License-Identifier: GPL-2.0
// A mistake: an operation that says how many bytes went through.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::UserSliceReader;

//! [mistake]
struct Sink {
  Result<size_t> write(const File&, UserSliceReader& in) const { return in.size(); }
};
//! [mistake]

struct Count : kernel::Module<Count> {
  static Result<Count> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Sink>::make(kernel::GFP_KERNEL, {.name = "sink"}));
    return {std::in_place, std::move(device)};
  }
  explicit Count(MiscDeviceRegistration<Sink> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Sink> device;
};

KERNEL_MODULE(Count, {
  .name = "count",
  .description = "Does not compile",
  .license = "GPL",
});
