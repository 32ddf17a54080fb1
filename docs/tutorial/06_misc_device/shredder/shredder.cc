// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a limit that only one user may change.

#include "shredder.h"

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/atomic.hpp>

using kernel::Atomic;
using kernel::File;
using kernel::Kuid;
using kernel::MiscDeviceRegistration;
using kernel::Relaxed;
using kernel::Result;
using kernel::UserSliceReader;

//! [solution]
class Shredder {
 public:
  Result<void> write(const File&, UserSliceReader& in) const {
    //! [task]
    //! take what is written, if it is not too much.
    //! > return kernel::ENOSYS;
    if (in.size() > limit_.load(Relaxed)) return kernel::EMSGSIZE;
    return in.skip(in.size());
    //! [task]
  }

  //! [task]
  //! a function for SHREDDER_SET_LIMIT, and the table that leads to it.
  Result<void> set_limit(const File& file, const u32& limit) const {
    if (file.cred().euid() != owner_) return kernel::EPERM;
    if (limit == 0 || limit > 4096) return kernel::EINVAL;
    limit_.store(limit, Relaxed);
    return {};
  }

  using Ioctls =
      kernel::ioctl::Table<kernel::ioctl::Handler<SHREDDER_SET_LIMIT, &Shredder::set_limit>>;
  //! [task]

  //! [task]
  //! the limit, and who has loaded the module.
 private:
  Atomic<u32> limit_{64};
  const Kuid owner_ = Kuid::current_effective();  // who loads the module
                                                  //! [task]
};
//! [solution]

struct ShredderModule : kernel::Module<ShredderModule> {
  static Result<ShredderModule> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Shredder>::make(kernel::GFP_KERNEL,
                                                             {.name = "shredder", .mode = 0666}));
    return {std::in_place, std::move(device)};
  }
  explicit ShredderModule(MiscDeviceRegistration<Shredder> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Shredder> device;
};

KERNEL_MODULE(ShredderModule, {
  .name = "shredder",
  .description = "Takes what is written, up to a limit, and forgets it",
  .license = "GPL",
});
