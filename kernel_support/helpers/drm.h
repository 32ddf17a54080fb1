/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

struct dma_buf;
struct drm_device;
struct drm_driver;
struct drm_file;
struct drm_gem_object;
struct drm_gem_shmem_object;

CPP_HELPER struct device *cpp_helper_drm_device_parent(const struct drm_device *dev);
CPP_HELPER struct device *cpp_helper_drm_device_dma(const struct drm_device *dev);
CPP_HELPER const struct drm_driver *cpp_helper_drm_device_driver(const struct drm_device *dev);
CPP_HELPER void cpp_helper_drm_device_set_driver(struct drm_device *dev,
						 const struct drm_driver *driver);

CPP_HELPER struct drm_device *cpp_helper_drm_file_device(const struct drm_file *file);
CPP_HELPER void *cpp_helper_drm_file_private(const struct drm_file *file);
CPP_HELPER void cpp_helper_drm_file_set_private(struct drm_file *file, void *data);

CPP_HELPER void cpp_helper_drm_gem_object_get(struct drm_gem_object *obj);
CPP_HELPER void cpp_helper_drm_gem_object_put(struct drm_gem_object *obj);
CPP_HELPER struct drm_device *cpp_helper_drm_gem_object_device(const struct drm_gem_object *obj);
CPP_HELPER size_t cpp_helper_drm_gem_object_size(const struct drm_gem_object *obj);
CPP_HELPER u64 cpp_helper_drm_gem_object_offset(const struct drm_gem_object *obj);
CPP_HELPER void cpp_helper_drm_gem_object_set_funcs(struct drm_gem_object *obj,
						    const struct drm_gem_object_funcs *funcs);

CPP_HELPER struct drm_gem_object *cpp_helper_drm_gem_shmem_base(struct drm_gem_shmem_object *shmem);
CPP_HELPER int cpp_helper_drm_gem_shmem_map(struct drm_gem_object *obj, void **address);
CPP_HELPER void cpp_helper_drm_gem_shmem_unmap(struct drm_gem_object *obj, void *address);
CPP_HELPER struct sg_table *cpp_helper_drm_gem_shmem_map_sgt(struct drm_gem_object *obj,
							     struct device *dev);
CPP_HELPER void cpp_helper_drm_gem_shmem_unmap_sgt(struct drm_gem_object *obj, struct device *dev,
						   struct sg_table *table);
CPP_HELPER void cpp_helper_drm_gem_shmem_sync_for_cpu(struct drm_gem_object *obj,
						      struct device *dev, struct sg_table *table);
CPP_HELPER void cpp_helper_drm_gem_shmem_sync_for_device(struct drm_gem_object *obj,
							 struct device *dev,
							 struct sg_table *table);
CPP_HELPER void cpp_helper_drm_gem_shmem_forget_sgt(struct drm_gem_object *obj);
CPP_HELPER void cpp_helper_drm_gem_shmem_object_free(struct drm_gem_object *obj);
CPP_HELPER int cpp_helper_drm_gem_shmem_object_pin(struct drm_gem_object *obj);
CPP_HELPER void cpp_helper_drm_gem_shmem_object_unpin(struct drm_gem_object *obj);
CPP_HELPER struct sg_table *
cpp_helper_drm_gem_shmem_object_get_sg_table(struct drm_gem_object *obj);
CPP_HELPER int cpp_helper_drm_gem_shmem_object_vmap(struct drm_gem_object *obj,
						    struct iosys_map *map);
CPP_HELPER void cpp_helper_drm_gem_shmem_object_vunmap(struct drm_gem_object *obj,
						       struct iosys_map *map);
CPP_HELPER int cpp_helper_drm_gem_shmem_object_mmap(struct drm_gem_object *obj,
						    struct vm_area_struct *vma);
CPP_HELPER void cpp_helper_drm_gem_shmem_object_print_info(struct drm_printer *p,
							   unsigned int indent,
							   const struct drm_gem_object *obj);
