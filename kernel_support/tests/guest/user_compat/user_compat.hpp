// SPDX-License-Identifier: GPL-2.0
// The ioctls of user_compat_test. Without padding a structure has one layout, however wide a
// pointer is.
#pragma once
#ifdef __KERNEL__
#include <kernel/ioctl.hpp>
#else
#include <linux/ioctl.h>
#include <linux/types.h>
#endif

struct Pair {
  __u32 small, unused;
  __u64 large;
};

#define TOUCH _IO('c', 1)
#define SWAP _IOWR('c', 2, Pair)
