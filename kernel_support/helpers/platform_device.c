// SPDX-License-Identifier: GPL-2.0
#include <linux/platform_device.h>
#include "platform_device.h"

bool cpp_helper_platform_device_exists(const char *name)
{
	struct device *dev = bus_find_device_by_name(&platform_bus_type, NULL, name);

	put_device(dev);
	return dev;
}

struct device *cpp_helper_platform_device_dev(struct platform_device *pdev)
{
	return &pdev->dev;
}
