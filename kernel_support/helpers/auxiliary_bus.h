/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct device *cpp_helper_auxiliary_device_dev(struct auxiliary_device *auxdev);
CPP_HELPER u32 cpp_helper_auxiliary_device_id(const struct auxiliary_device *auxdev);
CPP_HELPER void cpp_helper_auxiliary_device_delete(struct auxiliary_device *auxdev);
CPP_HELPER void cpp_helper_auxiliary_device_uninit(struct auxiliary_device *auxdev);
CPP_HELPER void (*cpp_helper_auxiliary_device_kfree(void))(struct device *dev);
