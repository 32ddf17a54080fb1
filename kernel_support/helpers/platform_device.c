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

bool cpp_helper_dev_is_platform(const struct device *dev)
{
	return dev_is_platform(dev);
}

struct platform_device *cpp_helper_to_platform_device(struct device *dev)
{
	return to_platform_device(dev);
}

const char *cpp_helper_platform_device_name(const struct platform_device *pdev)
{
	return pdev->name;
}

int cpp_helper_platform_device_id(const struct platform_device *pdev)
{
	return pdev->id;
}

const struct resource *cpp_helper_platform_get_memory(struct platform_device *pdev,
						      unsigned int index)
{
	return platform_get_resource(pdev, IORESOURCE_MEM, index);
}
