/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER bool cpp_helper_platform_device_exists(const char *name);
CPP_HELPER struct device *cpp_helper_platform_device_dev(struct platform_device *pdev);
