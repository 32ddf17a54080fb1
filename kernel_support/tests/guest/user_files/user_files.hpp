// SPDX-License-Identifier: GPL-2.0
// What user_files_test and its program agree on.
#pragma once
#ifdef __KERNEL__
#include <kernel/ioctl.hpp>
#else
#include <linux/ioctl.h>
#include <linux/types.h>
#endif

// Of /dev/user_queue, which takes and gives numbers, each an __u32: how many threads wait in it.
#define WAITING _IOR('f', 1, __u32)

// Of /dev/user_sessions, where each open file has a sum of its own. There may be kMostSessions.
constexpr __u32 kMostSessions = 3;
struct Info {
  __u64 sum;
  __u32 sessions, flags, nonblocking, unused;
};
#define ADD _IOW('f', 2, __u32)
#define INFO _IOR('f', 3, Info)
// Keeps the file with this descriptor open, or lets it go.
#define KEEP _IOW('f', 4, __u32)
#define LET_GO _IO('f', 5)
// A new descriptor of the file that is kept.
#define GIVE _IOR('f', 7, __u32)

enum class Whose : __u32 { kCurrent, kFile };
struct Credentials {
  Whose whose;
  __u32 uid, euid, suid, fsuid, gid, egid, sgid, fsgid, group_count;
  __u32 groups[4];
  // Whether they hold the right to set the clock, and whether who asks may.
  __u32 has_capability, capable;
};
#define CREDENTIALS _IOWR('f', 6, Credentials)
