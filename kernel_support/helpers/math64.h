/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER s64 cpp_helper_div64_s64(s64 dividend, s64 divisor);
