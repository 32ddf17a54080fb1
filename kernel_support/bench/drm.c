// SPDX-License-Identifier: GPL-2.0
/* A graphics device without hardware, and its objects of memory. */
#include <linux/module.h>
#include <linux/platform_device.h>

#include "../tests/guest/nova_in_c/nova_ioctls.h"
#include "bench.h"
#include "drm.h"

/* The modules are loaded in this order, behind vgem, which own kernels have built in. */
#define CARD "/dev/dri/card1"
#define RENDER "/dev/dri/renderD129"

#define CALLS 500
#define OBJECTS 50
#define LOOK_UPS 1000
#define PAGES 32
#define ROUNDS 8

static struct platform_device *parent;
static struct nova_device *bench_drm;

static int look_up_all(struct drm_file *file, const struct bench_look_up *request)
{
	u64 i, sum = 0;

	for (i = 0; i < request->times; i++) {
		struct drm_gem_object *object = drm_gem_object_lookup(file, request->handle);

		if (!object)
			return -ENOENT;
		sum += object->size;
		drm_gem_object_put(object);
	}
	return sum == request->times * PAGE_SIZE ? 0 : -EIO;
}

static int look_up(struct drm_device *drm, void *data, struct drm_file *file)
{
	int index, error;

	if (!drm_dev_enter(drm, &index))
		return -ENODEV;
	error = look_up_all(file, data);
	drm_dev_exit(index);
	return error;
}

static const struct drm_ioctl_desc drm_ioctls[] = {
	DRM_IOCTL_DEF_DRV(NOVA_GETPARAM, nova_getparam, DRM_RENDER_ALLOW),
	DRM_IOCTL_DEF_DRV(NOVA_GEM_CREATE, nova_gem_create, DRM_AUTH | DRM_RENDER_ALLOW),
	DRM_IOCTL_DEF_DRV(NOVA_GEM_INFO, nova_gem_info, DRM_AUTH | DRM_RENDER_ALLOW),
	{ BENCH_LOOK_UP, DRM_RENDER_ALLOW, look_up, "LOOK_UP" },
};

DEFINE_DRM_GEM_FOPS(bench_fops);

static const struct drm_driver bench_driver = {
	.driver_features = DRIVER_GEM | DRIVER_RENDER,
	.ioctls = drm_ioctls,
	.num_ioctls = ARRAY_SIZE(drm_ioctls),
	.fops = &bench_fops,
	DRM_GEM_SHMEM_DRIVER_OPS,
	.name = "bench-c11",
	.desc = "Objects of memory, in C",
};

int bench_drm_start(void)
{
	int error;

	parent = platform_device_register_simple("bench_c11", -1, NULL, 0);
	if (IS_ERR(parent))
		return PTR_ERR(parent);
	if (!devres_open_group(&parent->dev, NULL, GFP_KERNEL)) {
		error = -ENOMEM;
		goto unregister;
	}
	bench_drm = devm_drm_dev_alloc(&parent->dev, &bench_driver, struct nova_device, drm);
	if (IS_ERR(bench_drm)) {
		error = PTR_ERR(bench_drm);
		goto release;
	}
	bench_drm->vram_bar_size = 1 << 24;
	error = drm_dev_register(&bench_drm->drm, 0);
	if (error)
		goto release;
	return 0;

release:
	devres_release_group(&parent->dev, NULL);
unregister:
	platform_device_unregister(parent);
	return error;
}

void bench_drm_stop(void)
{
	drm_dev_unplug(&bench_drm->drm);
	devres_release_group(&parent->dev, NULL);
	platform_device_unregister(parent);
}

int drm_getparam(void)
{
	static const struct bench_call calls[] = {
		{ DRM_IOCTL_NOVA_GETPARAM, CALLS, { NOVA_GETPARAM_VRAM_BAR_SIZE } }
	};

	return bench_calls(RENDER, calls, ARRAY_SIZE(calls), 1);
}

int drm_gem_info(void)
{
	static const struct bench_call calls[] = {
		{ DRM_IOCTL_NOVA_GEM_CREATE, 1, { 0, PAGE_SIZE } },
		{ DRM_IOCTL_NOVA_GEM_INFO, CALLS, { 1 } },
		{ BENCH_GEM_CLOSE, 1, { 1 } },
	};

	return bench_calls(RENDER, calls, ARRAY_SIZE(calls), 1);
}

int drm_gem_create(void)
{
	static const struct bench_call calls[] = {
		{ DRM_IOCTL_NOVA_GEM_CREATE, 1, { 0, PAGE_SIZE } },
		{ BENCH_GEM_CLOSE, 1, { 1 } },
	};

	return bench_calls(RENDER, calls, ARRAY_SIZE(calls), OBJECTS);
}

int drm_look_up(void)
{
	static const struct bench_call calls[] = {
		{ DRM_IOCTL_NOVA_GEM_CREATE, 1, { 0, PAGE_SIZE } },
		{ BENCH_LOOK_UP, 1, { 1, LOOK_UPS } },
		{ BENCH_GEM_CLOSE, 1, { 1 } },
	};

	return bench_calls(RENDER, calls, ARRAY_SIZE(calls), 1);
}

int drm_fault(void)
{
	return bench_faults(CARD, DRM_IOCTL_NOVA_GEM_CREATE, PAGES, ROUNDS);
}
