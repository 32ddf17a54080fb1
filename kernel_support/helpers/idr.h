/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_ida_init(struct ida *ida);
CPP_HELPER bool cpp_helper_ida_is_empty(const struct ida *ida);
