// SPDX-License-Identifier: GPL-2.0
// A mistake: what changes, and is not guarded.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::UserSliceWriter;

//! [mistake]
struct Visitors {
  Result<void> read(const File&, UserSliceWriter& out) const {
    ++visits;
    return out.write(visits);
  }

  u64 visits = 0;
};
//! [mistake]

struct Unguarded : kernel::Module<Unguarded> {
  static Result<Unguarded> init(kernel::ThisModule&) {
    auto device =
        TRY(MiscDeviceRegistration<Visitors>::make(kernel::GFP_KERNEL, {.name = "visitors"}));
    return {std::in_place, std::move(device)};
  }
  explicit Unguarded(MiscDeviceRegistration<Visitors> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Visitors> device;
};

KERNEL_MODULE(Unguarded, {
  .name = "unguarded",
  .description = "Does not compile",
  .license = "GPL",
});
