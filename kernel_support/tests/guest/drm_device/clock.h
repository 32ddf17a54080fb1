/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the module and its programs agree on. */
#pragma once
#if defined(__KERNEL__) && defined(__cplusplus)
#include <kernel/drm/ioctl.hpp>
#else
#include <drm.h>
#endif

struct clock_counts {
	__u64 calls;   /* of this client */
	__u64 clients; /* that were ever there */
	__u64 objects; /* that are there, of all devices */
	__u64 waiting; /* clients, in CLOCK_WAIT */
};

struct clock_object {
	__u32 handle;
	__u32 pad;
	__u64 size;
	__u64 offset;
};

struct clock_number {
	__u64 number;
};

struct clock_stamp {
	__u32 handle;
	__u32 pad;
	__u64 offset;
	__u64 number; /* that was there; one more is there then */
};

struct clock_pieces {
	__u32 handle;
	__u32 elsewhere; /* for another device than the clock's own */
	__u64 bytes;	 /* in all pieces that the device is given */
};

/* Of so many bytes the driver makes no object, not even of another driver's buffer. */
#define CLOCK_UNWANTED 20480

#define CLOCK_COUNTS DRM_IOR(DRM_COMMAND_BASE, struct clock_counts)
#define CLOCK_MAKE DRM_IOWR(DRM_COMMAND_BASE + 1, struct clock_object)
#define CLOCK_LOOK_UP DRM_IOWR(DRM_COMMAND_BASE + 2, struct clock_object)
#define CLOCK_SET DRM_IOW(DRM_COMMAND_BASE + 3, struct clock_number)
/* Until the device goes. */
#define CLOCK_WAIT DRM_IO(DRM_COMMAND_BASE + 4)
#define CLOCK_STAMP DRM_IOWR(DRM_COMMAND_BASE + 5, struct clock_stamp)
#define CLOCK_PIECES DRM_IOWR(DRM_COMMAND_BASE + 6, struct clock_pieces)
