// SPDX-License-Identifier: GPL-2.0
// Solution of an exercise: a device whose files count, each for itself.

#include <kernel/fmt/format.hpp>
#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>

using kernel::CString;
using kernel::File;
using kernel::GFP_KERNEL;
using kernel::MiscDeviceRegistration;
using kernel::Mutex;
using kernel::Result;
using kernel::UserSliceWriter;

//! [solution]
class Roll {
 public:
  Result<void> read(const File&, UserSliceWriter& out) const {
    auto last = last_.lock();
    auto ticket = TRY(CString::from_fmt(FMT("{}\n", *last + 1), GFP_KERNEL));
    if (ticket.size() > out.size()) return kernel::EINVAL;
    TRY(out.write_str(ticket));
    ++*last;
    return {};
  }

 private:
  Mutex<unsigned int, "Roll::last"> last_{0U};
};

struct Tickets {
  Result<Roll> open(const File&) const { return {std::in_place}; }
};
//! [solution]

struct TicketsModule : kernel::Module<TicketsModule> {
  static Result<TicketsModule> init(kernel::ThisModule&) {
    auto device = TRY(MiscDeviceRegistration<Tickets>::make(GFP_KERNEL, {.name = "tickets"}));
    return {std::in_place, std::move(device)};
  }
  explicit TicketsModule(MiscDeviceRegistration<Tickets> device) : device(std::move(device)) {}

  MiscDeviceRegistration<Tickets> device;
};

KERNEL_MODULE(TicketsModule, {
  .name = "tickets",
  .description = "Each file gives out numbers from 1 on",
  .license = "GPL",
});
