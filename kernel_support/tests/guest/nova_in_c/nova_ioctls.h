/* SPDX-License-Identifier: GPL-2.0 */
/* What programs can ask of Nova's graphics devices, in C: also for the benchmark. */
#pragma once
#include <drm/drm_drv.h>
#include <drm/drm_file.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_shmem_helper.h>
#include <drm/drm_ioctl.h>

#include "../../../../samples/05_nova_drm/nova_drm.h"

struct nova_device {
	struct drm_device drm;
	u64 vram_bar_size;
};

#define to_nova(drm_dev) container_of(drm_dev, struct nova_device, drm)

static int nova_getparam(struct drm_device *drm, void *data, struct drm_file *file)
{
	struct drm_nova_getparam *request = data;
	int index, error = 0;

	if (!drm_dev_enter(drm, &index))
		return -ENODEV;
	/* Linux's Nova looks at the lower half only. */
	if ((u32)request->param == NOVA_GETPARAM_VRAM_BAR_SIZE)
		request->value = to_nova(drm)->vram_bar_size;
	else
		error = -EINVAL;
	drm_dev_exit(index);
	return error;
}

static int nova_create(struct drm_device *drm, struct drm_file *file,
		       struct drm_nova_gem_create *request)
{
	struct drm_gem_shmem_object *object;
	int error;

	if (request->size == 0 || request->size > -PAGE_SIZE)
		return -EINVAL;
	object = drm_gem_shmem_create(drm, request->size);
	if (IS_ERR(object))
		return PTR_ERR(object);
	error = drm_gem_handle_create(file, &object->base, &request->handle);
	drm_gem_object_put(&object->base);
	return error;
}

static int nova_gem_create(struct drm_device *drm, void *data, struct drm_file *file)
{
	int index, error;

	if (!drm_dev_enter(drm, &index))
		return -ENODEV;
	error = nova_create(drm, file, data);
	drm_dev_exit(index);
	return error;
}

static int nova_gem_info(struct drm_device *drm, void *data, struct drm_file *file)
{
	struct drm_nova_gem_info *request = data;
	struct drm_gem_object *object;
	int index, error = 0;

	if (!drm_dev_enter(drm, &index))
		return -ENODEV;
	object = drm_gem_object_lookup(file, request->handle);
	if (object) {
		request->size = object->size;
		drm_gem_object_put(object);
	} else {
		error = -ENOENT;
	}
	drm_dev_exit(index);
	return error;
}
