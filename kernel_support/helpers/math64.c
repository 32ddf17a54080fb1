// SPDX-License-Identifier: GPL-2.0
#include <linux/math64.h>
#include "math64.h"

s64 cpp_helper_div64_s64(s64 dividend, s64 divisor)
{
	return div64_s64(dividend, divisor);
}
