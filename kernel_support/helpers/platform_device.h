/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER bool cpp_helper_platform_device_exists(const char *name);
CPP_HELPER struct device *cpp_helper_platform_device_dev(struct platform_device *pdev);
CPP_HELPER bool cpp_helper_dev_is_platform(const struct device *dev);
CPP_HELPER struct platform_device *cpp_helper_to_platform_device(struct device *dev);
CPP_HELPER const char *cpp_helper_platform_device_name(const struct platform_device *pdev);
CPP_HELPER int cpp_helper_platform_device_id(const struct platform_device *pdev);
CPP_HELPER const struct resource *cpp_helper_platform_get_memory(struct platform_device *pdev,
								 unsigned int index);
