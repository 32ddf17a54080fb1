// SPDX-License-Identifier: GPL-2.0
// A copy to a program under the lock that mmap() takes.
// misuse: Files and devices: a lock of mmap() is held while a program's memory is copied
// rust: not caught; lockdep, too

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>

using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::VmallocUser;

//! [mistake]
// Nothing to bypass: which lock is held during a copy is not part
// of any type.
class Ring {
 public:
  explicit Ring(VmallocUser pages) : pages_(std::move(pages)) {}

  // Called with the lock of the program's addresses held.
  Result<void> mmap(const kernel::File&, kernel::VmaNew& area) const {
    auto pages = pages_.lock();
    return area.map(*pages);
  }

  Result<void> read(const kernel::File&, kernel::UserSliceWriter& out) const {
    auto pages = pages_.lock();
    u8 first = TRY(pages->read<u8>(0));
    // It may take the lock that mmap() is called under.
    return out.write(first);  // caught here
  }

 private:
  kernel::Mutex<VmallocUser, "Ring::pages"> pages_;
};
//! [mistake]

class CopyUnderLockOfMmap : public kernel::Module<CopyUnderLockOfMmap> {
 public:
  static Result<CopyUnderLockOfMmap> init(kernel::ThisModule&) {
    auto pages = TRY(VmallocUser::make(1));
    auto device = TRY(MiscDeviceRegistration<Ring>::make(
        kernel::GFP_KERNEL, {.name = "broken_ring"}, std::move(pages)));
    return {std::in_place, std::move(device)};
  }

  explicit CopyUnderLockOfMmap(MiscDeviceRegistration<Ring> device) : device_(std::move(device)) {}

 private:
  MiscDeviceRegistration<Ring> device_;
};

KERNEL_MODULE(CopyUnderLockOfMmap, {
  .name = "copy_under_lock_of_mmap",
  .description = "Broken on purpose",
  .license = "GPL",
});
