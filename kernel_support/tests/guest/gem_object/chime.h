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
