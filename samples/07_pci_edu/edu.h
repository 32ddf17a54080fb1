/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the driver and its programs agree on, in C and in C++. */
#pragma once
#if defined(__KERNEL__) && defined(__cplusplus)
#include <kernel/ioctl.hpp>
#else
#include <linux/ioctl.h>
#include <linux/types.h>
#endif

/* So many bytes of the device's memory can be read and written, as those of a file. */
#define EDU_MEMORY 4095

struct edu_version {
	__u32 major;
	__u32 minor;
};

#define EDU_VERSION _IOR('E', 1, struct edu_version)
/* Takes a number, gives its factorial: the last 32 bits of that. */
#define EDU_FACTORIAL _IOWR('E', 2, __u32)
