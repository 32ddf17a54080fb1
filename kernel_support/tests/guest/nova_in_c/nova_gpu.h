/* SPDX-License-Identifier: GPL-2.0 */
/* What nova_core tells nova_drm of a graphics card. */
#pragma once
#include <linux/auxiliary_bus.h>
#include <linux/container_of.h>

struct nova_gpu {
	struct auxiliary_device aux; /* the first, as kfree() frees it by its device */
	u64 vram_bar_size;	     /* how much of its memory the processor can reach, in bytes */
};

#define to_nova_gpu(auxdev) container_of(auxdev, struct nova_gpu, aux)
