// SPDX-License-Identifier: GPL-2.0
// A number that programs see without a call.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>

using kernel::File;
using kernel::GFP_KERNEL;
using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::UserSliceReader;
using kernel::VmallocUser;
using kernel::VmaNew;

//! [module]
class Board {
 public:
  explicit Board(VmallocUser page) : page_(std::move(page)) {}

  Result<void> mmap(const File&, VmaNew& area) const {
    TRY(area.try_clear_maywrite());  // programs look, and do not write
    return area.map(page_);
  }

  Result<void> write(const File&, UserSliceReader& in) const {
    char room[16];
    auto text = TRY(in.read_str(room));
    auto number = TRY(kernel::parse<u32>(text));
    return page_.write(0, number);
  }

 private:
  VmallocUser page_;
};
//! [module]

struct BoardModule : kernel::Module<BoardModule> {
  static Result<BoardModule> init(kernel::ThisModule&) {
    auto page = TRY(VmallocUser::make(sizeof(u32)));
    auto device = TRY(MiscDeviceRegistration<Board>::make(
        GFP_KERNEL, {.name = "board", .mode = 0644}, std::move(page)));
    return {std::in_place, std::move(device)};
  }
  explicit BoardModule(MiscDeviceRegistration<Board> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Board> device;
};

KERNEL_MODULE(BoardModule, {
  .name = "board",
  .description = "A number that programs see without a call",
  .license = "GPL",
});
