/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER s64 cpp_helper_ktime_get_boottime(void);
CPP_HELPER s64 cpp_helper_ktime_get_clocktai(void);
CPP_HELPER s64 cpp_helper_ktime_get_real(void);
