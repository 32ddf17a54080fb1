/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What the module and its programs agree on. */
#pragma once
#if defined(__KERNEL__) && defined(__cplusplus)
#include <kernel/drm/ioctl.hpp>
#else
#include <drm.h>
#endif

struct chime_object {
	__u32 handle;
	__u32 pad;
	__u64 size;
	__u64 offset;
};

#define CHIME_MAKE DRM_IOWR(DRM_COMMAND_BASE, struct chime_object)
#define CHIME_LOOK_UP DRM_IOWR(DRM_COMMAND_BASE + 1, struct chime_object)
/* An object of another device. */
#define CHIME_BORROW DRM_IOWR(DRM_COMMAND_BASE + 2, struct chime_object)
/* The driver itself takes a handle back. */
#define CHIME_TAKE_BACK DRM_IOWR(DRM_COMMAND_BASE + 3, struct chime_object)
