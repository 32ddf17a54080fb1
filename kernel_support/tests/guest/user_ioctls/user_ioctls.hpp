// SPDX-License-Identifier: GPL-2.0
// The ioctls of user_ioctls_test.
#pragma once
#ifdef __KERNEL__
#include <kernel/ioctl.hpp>
#else
#include <linux/ioctl.h>
#include <linux/types.h>
#endif

// How often each of them was carried out, and the sum of all that was passed to SET.
struct Counts {
  __u64 sum;
  __u32 touched, got, set, exchanged;
};

struct Block {
  __u8 bytes[200];
};

// Four that differ by what they pass alone.
#define TOUCH _IO('q', 2)
#define GET _IOR('q', 2, Counts)
#define SET _IOW('q', 2, Counts)
#define EXCHANGE _IOWR('q', 2, Counts)
// Gives each byte back, inverted.
#define INVERT _IOWR('q', 255, Block)
