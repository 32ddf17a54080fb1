/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
/*
 * The graphics device that the module of each language has: it offers what Nova
 * does, and one operation more.
 */
#ifdef __cplusplus
#include <kernel/drm/ioctl.hpp>
#else
#include <drm/drm.h>

/* Makes the device, which stays until the second is called. */
int bench_drm_start(void);
void bench_drm_stop(void);
#endif

struct bench_param {
	__u64 param;
	__u64 value; /* comes back */
};

struct bench_object {
	__u32 handle;
	__u32 pad;
	__u64 size;
};

struct bench_look_up {
	__u32 handle;
	__u32 pad;
	__u64 times;
};

#define BENCH_PARAM 1
#define BENCH_GETPARAM DRM_IOWR(DRM_COMMAND_BASE, struct bench_param)
#define BENCH_GEM_CREATE DRM_IOWR(DRM_COMMAND_BASE + 1, struct bench_object)
#define BENCH_GEM_INFO DRM_IOWR(DRM_COMMAND_BASE + 2, struct bench_object)
#define BENCH_GEM_CLOSE DRM_IOW(0x09, __u64) /* a struct drm_gem_close */
#define BENCH_LOOK_UP DRM_IOW(DRM_COMMAND_BASE + 3, struct bench_look_up)
