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
//! [task]
//! a class for what each open file has: its read() gives the next number, and a new line.
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
//! [task]

struct Tickets {
  //! [task]
  //! open() makes one.
  Result<Roll> open(const File&) const { return {std::in_place}; }
  //! [task]
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
