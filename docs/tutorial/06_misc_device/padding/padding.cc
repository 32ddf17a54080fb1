// SPDX-License-Identifier: GPL-2.0
// A mistake: four bytes of an answer that nobody has written.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::File;
using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::UserSliceWriter;

//! [mistake]
struct Answer {
  u32 kind;
  u64 value;
};

struct Oracle {
  Result<void> read(const File&, UserSliceWriter& out) const {
    return out.write(Answer{.kind = 1, .value = 42});
  }
};
//! [mistake]

struct Padding : kernel::Module<Padding> {
  static Result<Padding> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Oracle>::make(kernel::GFP_KERNEL, {.name = "oracle"}));
    return {std::in_place, std::move(device)};
  }
  explicit Padding(MiscDeviceRegistration<Oracle> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Oracle> device;
};

KERNEL_MODULE(Padding, {
  .name = "padding",
  .description = "Does not compile",
  .license = "GPL",
});
