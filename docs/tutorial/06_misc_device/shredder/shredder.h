/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the module and its program agree on. */
#pragma once
#ifdef __KERNEL__
#include <kernel/ioctl.hpp>
#else
#include <linux/ioctl.h>
#include <linux/types.h>
#endif

/* At most so many bytes at once. */
#define SHREDDER_SET_LIMIT _IOW('S', 1, __u32)
