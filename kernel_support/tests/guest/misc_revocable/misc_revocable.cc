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

// A bell whose rope is torn off now and then: then programs that wait at it are to hear of the new
// one. It has something in the open files that poll it, although nothing is made for each.
class Bell {
 public:
  using Pulled = Mutex<bool, "Bell::pulled">;
  struct Rope {
    explicit Rope(bool now) : pulled(now) {}
    Pulled pulled;
    PollCondVar<Pulled, "Bell::moved"> moved;
  };

  explicit Bell(kernel::KBox<Rope> rope) : rope_(std::move(rope)) {}

  Result<void> read(const File&, UserSliceWriter& out) const {
    auto rope = rope_.lock();
    if (!(*rope)->pulled.with([](bool& now) { return std::exchange(now, false); })) return EAGAIN;
    return out.write_str("rings");
  }

  // "new" is a new rope, anything else pulls the one that is there.
  Result<void> write(const File&, UserSliceReader& in) const {
    if (in.size() == 3) {
      auto other = TRY(kernel::KBox<Rope>::make(GFP_KERNEL, true));
      rope_.with([&other](kernel::KBox<Rope>& rope) { std::swap(rope, other); });
    } else {
      auto rope = rope_.lock();
      (*rope)->pulled.with([](bool& now) { now = true; });
      (*rope)->moved.notify_all();
    }
    return in.skip(in.size());
  }

  PollEvents poll(const File& file, const PollTable& table) const {
    auto rope = rope_.lock();
    table.register_wait(file, (*rope)->moved);
    return (*rope)->pulled.with([](bool& now) { return now; }) ? kernel::EPOLLIN : PollEvents();
  }

  bool pulled() const {
    auto rope = rope_.lock();
    return (*rope)->pulled.with([](bool& now) { return now; });
  }

 private:
  Mutex<kernel::KBox<Rope>, "Bell::rope"> rope_;
};

class Driver : public platform::Driver<Driver> {
  using MeterFile = kernel::RevocableMiscDevice<Meter>;
  using BellFile = kernel::RevocableMiscDevice<Bell>;

 public:
  static constexpr auto kIds = platform::id_table("cpp_meter");

  static Result<Driver> probe(const platform::Device<kernel::device::Core>&) {
    auto meter = TRY(MeterFile::make(GFP_KERNEL, {.name = "cpp_meter"}));
    auto rope = TRY(kernel::KBox<Bell::Rope>::make(GFP_KERNEL, true));
    auto bell = TRY(BellFile::make(GFP_KERNEL, {.name = "cpp_bell"}, std::move(rope)));
    if (!bell->pulled() || !(*bell).pulled()) return kernel::EPROTO;
    return {std::in_place, std::move(meter), std::move(bell)};
  }

  Driver(MeterFile meter, BellFile bell) : meter_(std::move(meter)), bell_(std::move(bell)) {}

 private:
  MeterFile meter_;
  BellFile bell_;
};
KERNEL_PLATFORM_DEVICE_TABLE(Driver);

}  // namespace

KERNEL_MODULE(kernel::driver::Module<platform::DriverRegistration<Driver>>, {
  .name = "misc_revocable",
  .description = "A device that goes while programs wait for it",
  .license = "GPL",
});
