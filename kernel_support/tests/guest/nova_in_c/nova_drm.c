// SPDX-License-Identifier: GPL-2.0
/* The sample's nova_drm, as one would write it in C: the yardstick for its size. */
#include <linux/dma-buf.h>
#include <linux/module.h>
#include <linux/version.h>

#include <drm/drm_prime.h>

#include "nova_gpu.h"
#include "nova_ioctls.h"

/* The device on the auxiliary bus cannot do DMA, the card can. */
static struct drm_gem_object *nova_prime_import(struct drm_device *drm, struct dma_buf *buffer)
{
	return drm_gem_prime_import_dev(drm, buffer, drm->dev->parent);
}

static const struct drm_ioctl_desc nova_ioctls[] = {
	DRM_IOCTL_DEF_DRV(NOVA_GETPARAM, nova_getparam, DRM_RENDER_ALLOW),
	DRM_IOCTL_DEF_DRV(NOVA_GEM_CREATE, nova_gem_create, DRM_AUTH | DRM_RENDER_ALLOW),
	DRM_IOCTL_DEF_DRV(NOVA_GEM_INFO, nova_gem_info, DRM_AUTH | DRM_RENDER_ALLOW),
};

DEFINE_DRM_GEM_FOPS(nova_fops);

static const struct drm_driver nova_driver = {
	.driver_features = DRIVER_GEM | DRIVER_RENDER,
	.ioctls = nova_ioctls,
	.num_ioctls = ARRAY_SIZE(nova_ioctls),
	.fops = &nova_fops,
	DRM_GEM_SHMEM_DRIVER_OPS,
	.gem_prime_import = nova_prime_import,
	.gem_prime_import_sg_table = drm_gem_shmem_prime_import_sg_table,
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
	.date = "0",
#endif
	.name = "nova-drm",
	.desc = "NVIDIA Graphics and Compute",
};

static int nova_probe(struct auxiliary_device *auxdev, const struct auxiliary_device_id *id)
{
	struct nova_device *nova =
		devm_drm_dev_alloc(&auxdev->dev, &nova_driver, struct nova_device, drm);

	if (IS_ERR(nova))
		return PTR_ERR(nova);
	nova->vram_bar_size = to_nova_gpu(auxdev)->vram_bar_size;
	auxiliary_set_drvdata(auxdev, nova);
	return drm_dev_register(&nova->drm, 0);
}

static void nova_remove(struct auxiliary_device *auxdev)
{
	struct nova_device *nova = auxiliary_get_drvdata(auxdev);

	drm_dev_unplug(&nova->drm);
}

static const struct auxiliary_device_id nova_ids[] = { { .name = "nova_core.nova-drm" }, {} };
MODULE_DEVICE_TABLE(auxiliary, nova_ids);

static struct auxiliary_driver nova_auxiliary_driver = {
	.name = "nova_drm",
	.probe = nova_probe,
	.remove = nova_remove,
	.id_table = nova_ids,
};
module_auxiliary_driver(nova_auxiliary_driver);

MODULE_AUTHOR("The C++ for Linux authors");
MODULE_DESCRIPTION("Graphics devices of Nova, in C");
MODULE_LICENSE("GPL");
