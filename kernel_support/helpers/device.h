/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER const char *cpp_helper_dev_name(const struct device *dev);
CPP_HELPER void *cpp_helper_dev_get_drvdata(const struct device *dev);
CPP_HELPER void cpp_helper_dev_set_drvdata(struct device *dev, void *data);
CPP_HELPER struct device *cpp_helper_dev_parent(const struct device *dev);
CPP_HELPER const char *cpp_helper_dev_type_name(const struct device *dev);
