/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
/*
 * The graphics device that the module of each language has: it offers what Nova
 * does, and one operation more.
 */
#include "../../samples/05_nova_drm/nova_drm.h"

#ifndef __cplusplus
/* Makes the device, which stays until the second is called. */
int bench_drm_start(void);
void bench_drm_stop(void);
#endif

struct bench_look_up {
	__u32 handle;
	__u32 pad;
	__u64 times;
};

#define BENCH_GEM_CLOSE DRM_IOW(0x09, __u64) /* a struct drm_gem_close */
#define BENCH_LOOK_UP DRM_IOW(DRM_COMMAND_BASE + 3, struct bench_look_up)
