/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/* What nova_drm and its programs agree on: the numbers and structures of Linux's own nova_drm.h. */
#pragma once
#if defined(__KERNEL__) && defined(__cplusplus)
#include <kernel/drm/ioctl.hpp>
#else
#include <drm.h>
#endif

/* For GETPARAM: how many bytes of the card's memory the processor can reach. */
#define NOVA_GETPARAM_VRAM_BAR_SIZE 0x1

struct drm_nova_getparam {
	__u64 param; /* which one */
	__u64 value; /* comes back */
};

struct drm_nova_gem_create {
	__u32 handle; /* comes back */
	__u32 pad;
	__u64 size; /* in bytes */
};

struct drm_nova_gem_info {
	__u32 handle; /* of which object */
	__u32 pad;
	__u64 size; /* comes back */
};

#define DRM_NOVA_GETPARAM 0x00
#define DRM_NOVA_GEM_CREATE 0x01
#define DRM_NOVA_GEM_INFO 0x02

#define DRM_IOCTL_NOVA_GETPARAM                                                                    \
	DRM_IOWR(DRM_COMMAND_BASE + DRM_NOVA_GETPARAM, struct drm_nova_getparam)
#define DRM_IOCTL_NOVA_GEM_CREATE                                                                  \
	DRM_IOWR(DRM_COMMAND_BASE + DRM_NOVA_GEM_CREATE, struct drm_nova_gem_create)
#define DRM_IOCTL_NOVA_GEM_INFO                                                                    \
	DRM_IOWR(DRM_COMMAND_BASE + DRM_NOVA_GEM_INFO, struct drm_nova_gem_info)
