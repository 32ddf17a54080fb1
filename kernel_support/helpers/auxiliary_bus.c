// SPDX-License-Identifier: GPL-2.0
#include <linux/auxiliary_bus.h>
#include <linux/cpu.h>
#include <linux/slab.h>
#include "auxiliary_bus.h"

struct device *cpp_helper_auxiliary_device_dev(struct auxiliary_device *auxdev)
{
	return &auxdev->dev;
}

u32 cpp_helper_auxiliary_device_id(const struct auxiliary_device *auxdev)
{
	return auxdev->id;
}

void cpp_helper_auxiliary_device_delete(struct auxiliary_device *auxdev)
{
	auxiliary_device_delete(auxdev);
}

void cpp_helper_auxiliary_device_uninit(struct auxiliary_device *auxdev)
{
	auxiliary_device_uninit(auxdev);
}

/*
 * What frees the memory of a device that begins with it, and is in no module. kfree() is: for the
 * machine both take an address and give nothing. Where calls are checked by type (kCFI) it cannot
 * be; there it is what frees the root of a system bus, drivers/base/bus.c: kfree() by the right
 * type. That of the processors is always there.
 */
void (*cpp_helper_auxiliary_device_kfree(void))(struct device *dev)
{
#ifdef CONFIG_CFI_CLANG
	struct device *root = bus_get_dev_root(&cpu_subsys);
	void (*release)(struct device *) = root->release;

	put_device(root);
	return release;
#else
	return (void (*)(struct device *))(void *)kfree;
#endif
}
