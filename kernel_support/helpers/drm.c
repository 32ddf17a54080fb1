// SPDX-License-Identifier: GPL-2.0
#include <drm/drm_device.h>
#include <drm/drm_file.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_shmem_helper.h>
#include <drm/drm_vma_manager.h>
#include <linux/device.h>
#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/iosys-map.h>
#include <linux/version.h>
#include "drm.h"

/* C++ has the object that GEM knows at the start of its own. */
static_assert(offsetof(struct drm_gem_shmem_object, base) == 0);

struct device *cpp_helper_drm_device_parent(const struct drm_device *dev)
{
	return dev->dev;
}

/* The nearest device above that can do DMA: those on the auxiliary bus cannot. */
struct device *cpp_helper_drm_device_dma(const struct drm_device *dev)
{
	struct device *found = dev->dev;

	while (found && !found->dma_mask)
		found = found->parent;
	return found;
}

const struct drm_driver *cpp_helper_drm_device_driver(const struct drm_device *dev)
{
	return dev->driver;
}

void cpp_helper_drm_device_set_driver(struct drm_device *dev, const struct drm_driver *driver)
{
	dev->driver = driver;
}

struct drm_device *cpp_helper_drm_file_device(const struct drm_file *file)
{
	return file->minor->dev;
}

void *cpp_helper_drm_file_private(const struct drm_file *file)
{
	return file->driver_priv;
}

void cpp_helper_drm_file_set_private(struct drm_file *file, void *data)
{
	file->driver_priv = data;
}

void cpp_helper_drm_gem_object_get(struct drm_gem_object *obj)
{
	drm_gem_object_get(obj);
}

void cpp_helper_drm_gem_object_put(struct drm_gem_object *obj)
{
	drm_gem_object_put(obj);
}

struct drm_device *cpp_helper_drm_gem_object_device(const struct drm_gem_object *obj)
{
	return obj->dev;
}

size_t cpp_helper_drm_gem_object_size(const struct drm_gem_object *obj)
{
	return obj->size;
}

u64 cpp_helper_drm_gem_object_offset(const struct drm_gem_object *obj)
{
	return drm_vma_node_offset_addr((struct drm_vma_offset_node *)&obj->vma_node);
}

void cpp_helper_drm_gem_object_set_funcs(struct drm_gem_object *obj,
					 const struct drm_gem_object_funcs *funcs)
{
	obj->funcs = funcs;
}

struct drm_gem_object *cpp_helper_drm_gem_shmem_base(struct drm_gem_shmem_object *shmem)
{
	return &shmem->base;
}

int cpp_helper_drm_gem_shmem_map(struct drm_gem_object *obj, void **address)
{
	struct iosys_map map = {};
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
	int error = drm_gem_vmap(obj, &map);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	int error = drm_gem_vmap_unlocked(obj, &map);
#else
	int error = drm_gem_shmem_object_vmap(obj, &map);
#endif
	*address = map.vaddr;
	return error;
}

void cpp_helper_drm_gem_shmem_unmap(struct drm_gem_object *obj, void *address)
{
	struct iosys_map map = IOSYS_MAP_INIT_VADDR(address);
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
	drm_gem_vunmap(obj, &map);
#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
	drm_gem_vunmap_unlocked(obj, &map);
#else
	drm_gem_shmem_object_vunmap(obj, &map);
#endif
}

/*
 * drm_gem_shmem_get_pages_sgt() for a device of the caller's choice: that of the DRM device may be
 * on the auxiliary bus, which has no DMA. An imported object is mapped already, for one device.
 */
struct sg_table *cpp_helper_drm_gem_shmem_map_sgt(struct drm_gem_object *obj, struct device *dev)
{
	struct drm_gem_shmem_object *shmem = to_drm_gem_shmem_obj(obj);
	struct sg_table *table;
	int error;

	if (obj->import_attach)
		return obj->import_attach->dev == dev ? shmem->sgt : ERR_PTR(-EINVAL);
	error = drm_gem_shmem_pin(shmem);
	if (error)
		return ERR_PTR(error);
	table = drm_gem_shmem_get_sg_table(shmem);
	if (IS_ERR(table)) {
		drm_gem_shmem_unpin(shmem);
		return table;
	}
	error = dma_map_sgtable(dev, table, DMA_BIDIRECTIONAL, 0);
	if (error) {
		sg_free_table(table);
		kfree(table);
		drm_gem_shmem_unpin(shmem);
		return ERR_PTR(error);
	}
	return table;
}

void cpp_helper_drm_gem_shmem_unmap_sgt(struct drm_gem_object *obj, struct device *dev,
					struct sg_table *table)
{
	if (obj->import_attach)
		return;
	dma_unmap_sgtable(dev, table, DMA_BIDIRECTIONAL, 0);
	sg_free_table(table);
	kfree(table);
	drm_gem_shmem_unpin(to_drm_gem_shmem_obj(obj));
}

void cpp_helper_drm_gem_shmem_sync_for_cpu(struct drm_gem_object *obj, struct device *dev,
					   struct sg_table *table)
{
	if (!obj->import_attach)
		dma_sync_sgtable_for_cpu(dev, table, DMA_BIDIRECTIONAL);
}

void cpp_helper_drm_gem_shmem_sync_for_device(struct drm_gem_object *obj, struct device *dev,
					      struct sg_table *table)
{
	if (!obj->import_attach)
		dma_sync_sgtable_for_device(dev, table, DMA_BIDIRECTIONAL);
}

void cpp_helper_drm_gem_shmem_forget_sgt(struct drm_gem_object *obj)
{
	to_drm_gem_shmem_obj(obj)->sgt = NULL;
}

void cpp_helper_drm_gem_shmem_object_free(struct drm_gem_object *obj)
{
	drm_gem_shmem_object_free(obj);
}

int cpp_helper_drm_gem_shmem_object_pin(struct drm_gem_object *obj)
{
	return drm_gem_shmem_object_pin(obj);
}

void cpp_helper_drm_gem_shmem_object_unpin(struct drm_gem_object *obj)
{
	drm_gem_shmem_object_unpin(obj);
}

struct sg_table *cpp_helper_drm_gem_shmem_object_get_sg_table(struct drm_gem_object *obj)
{
	return drm_gem_shmem_object_get_sg_table(obj);
}

int cpp_helper_drm_gem_shmem_object_vmap(struct drm_gem_object *obj, struct iosys_map *map)
{
	return drm_gem_shmem_object_vmap(obj, map);
}

void cpp_helper_drm_gem_shmem_object_vunmap(struct drm_gem_object *obj, struct iosys_map *map)
{
	drm_gem_shmem_object_vunmap(obj, map);
}

int cpp_helper_drm_gem_shmem_object_mmap(struct drm_gem_object *obj, struct vm_area_struct *vma)
{
	return drm_gem_shmem_object_mmap(obj, vma);
}

void cpp_helper_drm_gem_shmem_object_print_info(struct drm_printer *p, unsigned int indent,
						const struct drm_gem_object *obj)
{
	drm_gem_shmem_object_print_info(p, indent, obj);
}
