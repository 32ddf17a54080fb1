// SPDX-License-Identifier: GPL-2.0
#include <linux/device.h>
#include "device.h"

const char *cpp_helper_dev_name(const struct device *dev)
{
	return dev_name(dev);
}

void *cpp_helper_dev_get_drvdata(const struct device *dev)
{
	return dev_get_drvdata(dev);
}

void cpp_helper_dev_set_drvdata(struct device *dev, void *data)
{
	dev_set_drvdata(dev, data);
}

struct device *cpp_helper_dev_parent(const struct device *dev)
{
	return dev->parent;
}

const char *cpp_helper_dev_type_name(const struct device *dev)
{
	return dev->type && dev->type->name ? dev->type->name : "";
}
