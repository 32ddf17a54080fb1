// SPDX-License-Identifier: GPL-2.0
// The program has one object for both.
// misuse: Files and devices: an ioctl gives back another type than it takes
// rust: not caught
// expect: error: static assertion failed: what an ioctl gives back has the type of what it takes

#include <kernel/ioctl.hpp>

struct Question {
  u32 channel, unused;
};
struct Answer {
  u64 value;
};

struct Device {
  kernel::Result<Answer> wrong(const kernel::File&, const Question&) const { return Answer{}; }
  kernel::Result<Question> right(const kernel::File&, const Question& asked) const { return asked; }
};

#ifdef FAIL
template struct kernel::ioctl::Handler<_IOWR('l', 1, Question), &Device::wrong>;
#else
template struct kernel::ioctl::Handler<_IOWR('l', 1, Question), &Device::right>;
#endif
