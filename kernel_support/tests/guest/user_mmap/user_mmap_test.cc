// SPDX-License-Identifier: GPL-2.0
// Devices that programs map. Each open file has pages of its own.

#include <kernel/miscdevice.hpp>
#include <kernel/module.hpp>
#include <kernel/sync/mutex.hpp>
#include <optional>

using kernel::CStr;
using kernel::File;
using kernel::GFP_KERNEL;
using kernel::MiscDeviceRegistration;
using kernel::Result;
using kernel::UserSliceReader;
using kernel::UserSliceWriter;
using kernel::VmallocUser;
using kernel::VmaNew;

namespace {

constexpr size_t kSize = 16384;

class Pages {
 public:
  explicit Pages(VmallocUser pages) : pages_(std::move(pages)) {}

  // The number at the position.
  Result<void> read(const File&, UserSliceWriter& out, loff_t& position) const {
    // Not under the lock, which mmap() takes, too.
    Result<u32> number = pages_.with([&](const std::optional<VmallocUser>& pages) -> Result<u32> {
      if (!pages) return kernel::ENXIO;
      return pages->read<u32>(static_cast<size_t>(position));
    });
    if (number.is_err()) return number.error();
    return out.write(number.value());
  }

  // Takes a number for the position, or nothing: then the pages go.
  Result<void> write(const File&, UserSliceReader& in, loff_t& position) const {
    if (in.size() == 1) {
      TRY(in.skip(1));
      std::optional<VmallocUser> gone = pages_.with(
          [](std::optional<VmallocUser>& pages) { return std::exchange(pages, std::nullopt); });
      return {};
    }
    u32 number = TRY(in.read<u32>());
    return pages_.with([&](const std::optional<VmallocUser>& pages) -> Result<void> {
      if (!pages) return kernel::ENXIO;
      return pages->write(static_cast<size_t>(position), number);
    });
  }

  Result<void> map(VmaNew& area) const {
    return pages_.with([&](const std::optional<VmallocUser>& pages) -> Result<void> {
      if (!pages) return kernel::ENXIO;
      return area.map(*pages);
    });
  }
  Result<void> map(VmaNew& area, u64 offset) const {
    return pages_.with([&](const std::optional<VmallocUser>& pages) -> Result<void> {
      if (!pages) return kernel::ENXIO;
      return area.map(*pages, offset);
    });
  }

 private:
  kernel::Mutex<std::optional<VmallocUser>, "Pages::pages"> pages_;
};

// As the program wants it.
struct Plain : Pages {
  using Pages::Pages;
  Result<void> mmap(const File&, VmaNew& area) const { return map(area); }
};

// To be read only.
struct Constant : Pages {
  using Pages::Pages;
  Result<void> mmap(const File&, VmaNew& area) const {
    TRY(area.try_clear_maywrite());
    TRY(area.try_clear_mayexec());
    return map(area);
  }
};

// Says what the program asks for, and refuses it. What is in the log is in the test's expectation.
struct Asked : Pages {
  using Pages::Pages;
  Result<void> mmap(const File&, VmaNew& area) const {
    pr_info("{} bytes at {:#x}, shared: {}: asks {}{}{}, may ask {}{}{}\n", area.size(),
            area.offset(), area.is_shared(), area.readable() ? 'r' : '-',
            area.writable() ? 'w' : '-', area.executable() ? 'x' : '-', area.may_read() ? 'r' : '-',
            area.may_write() ? 'w' : '-', area.may_exec() ? 'x' : '-');
    return area.end() - area.start() == area.size() ? kernel::EPERM : kernel::EIO;
  }
};

// The page that the program names, twice.
struct Twice : Pages {
  using Pages::Pages;
  Result<void> mmap(const File&, VmaNew& area) const {
    TRY(map(area));
    return map(area, 0);
  }
};

// From the second page on, and not for children.
struct Second : Pages {
  using Pages::Pages;
  Result<void> mmap(const File&, VmaNew& area) const {
    area.set_dontcopy();
    area.set_dontdump();
    return map(area, 4096);
  }
};

// No multiple of a page.
struct Odd : Pages {
  using Pages::Pages;
  Result<void> mmap(const File&, VmaNew& area) const { return map(area, 4095); }
};

// No page at all, and none in the kernel's eyes.
struct Empty : Pages {
  using Pages::Pages;
  Result<void> mmap(const File&, VmaNew& area) const {
    area.set_dontexpand();
    return area.try_clear_mayread();
  }
};

// Cannot be mapped.
struct None : Pages {
  using Pages::Pages;
};

// A megabyte.
struct Large : Plain {
  using Plain::Plain;
};

template <typename S>
struct Opener {
  Result<S> open(const File&) const {
    VmallocUser pages = TRY(VmallocUser::make(std::is_same_v<S, Large> ? 1 << 20 : kSize));
    return {std::in_place, std::move(pages)};
  }
};

template <typename S>
using Device = MiscDeviceRegistration<Opener<S>>;

template <typename S>
Result<Device<S>> make(CStr name) {
  return Device<S>::make(GFP_KERNEL, {.name = name, .mode = 0666});
}

}  // namespace

class UserMmapTest : public kernel::Module<UserMmapTest> {
 public:
  static Result<UserMmapTest> init(kernel::ThisModule&) {
    auto plain = TRY(make<Plain>("map_plain"));
    auto constant = TRY(make<Constant>("map_constant"));
    auto asked = TRY(make<Asked>("map_asked"));
    auto twice = TRY(make<Twice>("map_twice"));
    auto second = TRY(make<Second>("map_second"));
    auto odd = TRY(make<Odd>("map_odd"));
    auto empty = TRY(make<Empty>("map_empty"));
    auto none = TRY(make<None>("map_none"));
    auto large = TRY(make<Large>("map_large"));
    return {std::in_place,    std::move(plain),  std::move(constant), std::move(asked),
            std::move(twice), std::move(second), std::move(odd),      std::move(empty),
            std::move(none),  std::move(large)};
  }

  UserMmapTest(Device<Plain> plain, Device<Constant> constant, Device<Asked> asked,
               Device<Twice> twice, Device<Second> second, Device<Odd> odd, Device<Empty> empty,
               Device<None> none, Device<Large> large)
      : plain_(std::move(plain)),
        constant_(std::move(constant)),
        asked_(std::move(asked)),
        twice_(std::move(twice)),
        second_(std::move(second)),
        odd_(std::move(odd)),
        empty_(std::move(empty)),
        none_(std::move(none)),
        large_(std::move(large)) {}

 private:
  Device<Plain> plain_;
  Device<Constant> constant_;
  Device<Asked> asked_;
  Device<Twice> twice_;
  Device<Second> second_;
  Device<Odd> odd_;
  Device<Empty> empty_;
  Device<None> none_;
  Device<Large> large_;
};

KERNEL_MODULE(UserMmapTest, {
  .name = "user_mmap_test",
  .description = "Devices whose pages programs map",
  .license = "GPL",
});
