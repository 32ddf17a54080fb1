// SPDX-License-Identifier: GPL-2.0
#include <linux/auxiliary_bus.h>
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
