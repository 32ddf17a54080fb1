/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_fsleep(unsigned long microseconds);
CPP_HELPER void cpp_helper_ndelay(unsigned long nanoseconds);
CPP_HELPER void cpp_helper_udelay(unsigned long microseconds);
