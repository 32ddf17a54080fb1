// SPDX-License-Identifier: GPL-2.0
// A device that programs wait for, with something of its own for each open file. It goes when its
// driver is detached, and the programs stay.
#include <kernel/miscdevice/revocable.hpp>
#include <kernel/platform/driver.hpp>

using kernel::EAGAIN;
using kernel::EBUSY;
using kernel::File;
using kernel::GFP_KERNEL;
using kernel::Mutex;
using kernel::PollCondVar;
using kernel::PollEvents;
using kernel::PollTable;
using kernel::Result;
using kernel::UserSliceReader;
using kernel::UserSliceWriter;
namespace platform = kernel::platform;

namespace {

class Meter;

// What an open file has. It leads to its device.
class Reading {
 public:
  explicit Reading(const Meter& meter) : meter_(meter) {}
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading();

  Result<void> read(const File&, UserSliceWriter& out) const;
  // "all" is news for every file, anything else for this one.
  Result<void> write(const File&, UserSliceReader& in) const;
  PollEvents poll(const File& file, const PollTable& table) const;

 private:
  using News = Mutex<bool, "Reading::news">;

  const Meter& meter_;
  News news_{false};
  PollCondVar<News, "Reading::come"> come_;
};

class Meter {
 public:
  Meter() = default;
  Meter(const Meter&) = delete;
  Meter& operator=(const Meter&) = delete;
  ~Meter() {
    pr_info("the meter goes, {} have it open\n", open_.with([](int& open) { return open; }));
  }

  Result<Reading> open(const File& file) const {
    if (file.is_nonblocking()) return EBUSY;
    open_.with([](int& open) { ++open; });
    return {std::in_place, *this};
  }

 private:
  friend class Reading;
  using Open = Mutex<int, "Meter::open">;
  using News = Mutex<bool, "Meter::news">;

  Open open_{0};
  News news_{false};
  PollCondVar<News, "Meter::come"> come_;
};

Reading::~Reading() {
  meter_.open_.with([](int& open) { --open; });
}

Result<void> Reading::read(const File&, UserSliceWriter& out) const {
  const bool mine = news_.with([](bool& news) { return std::exchange(news, false); });
  const bool all = meter_.news_.with([](bool& news) { return std::exchange(news, false); });
  if (!mine && !all) return EAGAIN;
  return out.write_str(mine ? kernel::CStr("mine") : kernel::CStr("all"));
}

Result<void> Reading::write(const File&, UserSliceReader& in) const {
  if (in.size() == 3) {
    meter_.news_.with([](bool& news) { news = true; });
    meter_.come_.notify_all();
  } else {
    news_.with([](bool& news) { news = true; });
    come_.notify_all();
  }
  return in.skip(in.size());
}

PollEvents Reading::poll(const File& file, const PollTable& table) const {
  table.register_wait(file, come_);
  table.register_wait(file, meter_.come_);
  bool news = news_.with([](bool& news) { return news; });
  news |= meter_.news_.with([](bool& news) { return news; });
  return news ? kernel::EPOLLIN : PollEvents();
}

class Driver : public platform::Driver<Driver> {
 public:
  static constexpr auto kIds = platform::id_table("cpp_meter");

  static Result<Driver> probe(const platform::Device<kernel::device::Core>&) {
    auto file = TRY(kernel::RevocableMiscDevice<Meter>::make(GFP_KERNEL, {.name = "cpp_meter"}));
    return {std::in_place, std::move(file)};
  }

  explicit Driver(kernel::RevocableMiscDevice<Meter> file) : file_(std::move(file)) {}

 private:
  kernel::RevocableMiscDevice<Meter> file_;
};
KERNEL_PLATFORM_DEVICE_TABLE(Driver);

}  // namespace

KERNEL_MODULE(kernel::driver::Module<platform::DriverRegistration<Driver>>, {
  .name = "misc_revocable",
  .description = "A device that goes while programs wait for it",
  .license = "GPL",
});
