/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the module and its programs agree on, in C and in C++. */
#pragma once
#if defined(__KERNEL__) && defined(__cplusplus)
#include <kernel/ioctl.hpp>
#else
#include <linux/ioctl.h>
#include <linux/types.h>
#endif

/* No letter is longer. */
#define MAILBOX_SIZE 64

struct mailbox_stats {
	__u64 put;   /* letters that were put in, */
	__u64 taken; /* and taken out again */
};

/* An ioctl's number: whose it is ('M'), which one it is, and what it passes. */
#define MAILBOX_STATS _IOR('M', 1, struct mailbox_stats)
#define MAILBOX_CLEAR _IO('M', 2)
