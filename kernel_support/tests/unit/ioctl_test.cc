// SPDX-License-Identifier: GPL-2.0
//
// Numbers of ioctls, and who is called for them; guest/user_ioctls has what programs see.
#include <kernel/ioctl.hpp>
#include <kernel/ktap.hpp>

using kernel::File;
using kernel::Result;
using kernel::UserPtr;

namespace {

// As <asm/ioctls.h>, <linux/fs.h> and <linux/random.h> have them.
static_assert(_IO('T', 0x28) == 0x5428);                     // TIOCCBRK
static_assert(_IOR('T', 0x30, unsigned int) == 0x80045430);  // TIOCGPTN
static_assert(_IOW('T', 0x31, int) == 0x40045431);           // TIOCSPTLCK
static_assert(_IOWR('X', 119, int) == 0xc0045877);           // FIFREEZE
static_assert(_IOR('f', 1, long) == 0x80086601);             // FS_IOC_GETFLAGS
static_assert(_IO('R', 0x04) == 0x5204);                     // RNDZAPENTCNT

struct Pair {
  u32 first, second;
};

class Device {
 public:
  Result<void> first(const File&) const {
    ++calls;
    return {};
  }
  Result<void> second(const File&) const { return kernel::EBUSY; }
  Result<Pair> get(const File&) const {
    ++calls;
    return Pair{1, 2};
  }
  Result<void> set(const File&, const Pair&) const {
    ++calls;
    return {};
  }
  Result<Pair> fail(const File&) const { return kernel::EIO; }

  mutable int calls = 0;
};

using Table = kernel::ioctl::Table<kernel::ioctl::Handler<_IO('t', 1), &Device::first>,
                                   kernel::ioctl::Handler<_IO('t', 2), &Device::second>,
                                   kernel::ioctl::Handler<_IOR('t', 1, Pair), &Device::get>,
                                   kernel::ioctl::Handler<_IOW('t', 1, Pair), &Device::set>,
                                   kernel::ioctl::Handler<_IOR('t', 2, Pair), &Device::fail>>;

// No test looks into the file.
alignas(long) unsigned char file_room[64];

Result<void> run(const Device& device, unsigned int number, unsigned long argument) {
  const File& file = File::from_raw(reinterpret_cast<::file*>(file_room));
  return Table::run(device, file, number, UserPtr(argument));
}

TEST(nothing_passed) {
  Device device;
  EXPECT(run(device, _IO('t', 1), ~0UL).is_ok());
  EXPECT_EQ(device.calls, 1);
  EXPECT_EQ(run(device, _IO('t', 2), 0).error(), kernel::EBUSY);
}

TEST(unknown_numbers) {
  Device device;
  EXPECT_EQ(run(device, _IO('t', 3), 0).error(), kernel::ENOTTY);
  EXPECT_EQ(run(device, _IO('u', 1), 0).error(), kernel::ENOTTY);
  EXPECT_EQ(run(device, _IOWR('t', 1, Pair), 0).error(), kernel::ENOTTY);
  EXPECT_EQ(run(device, _IOR('t', 1, u32), 0).error(), kernel::ENOTTY);
  EXPECT_EQ(run(device, 0, 0).error(), kernel::ENOTTY);
  EXPECT_EQ(run(device, ~0U, 0).error(), kernel::ENOTTY);
  EXPECT_EQ(device.calls, 0);
  EXPECT_EQ(kernel::ioctl::Table<>::run(device, File::from_raw(nullptr), 0, UserPtr(0)).error(),
            kernel::ENOTTY);
}

TEST(memory_that_is_not_there) {
  Device device;
  EXPECT_EQ(run(device, _IOW('t', 1, Pair), 0).error(), kernel::EFAULT);
  EXPECT_EQ(device.calls, 0);
  EXPECT_EQ(run(device, _IOR('t', 1, Pair), 0).error(), kernel::EFAULT);
  EXPECT_EQ(device.calls, 1);
  EXPECT_EQ(run(device, _IOR('t', 2, Pair), 0).error(), kernel::EIO);
}

}  // namespace

KTAP_MODULE(ioctl_test, nothing_passed, unknown_numbers, memory_that_is_not_there);
