// SPDX-License-Identifier: GPL-2.0
#include <linux/timekeeping.h>
#include "timekeeping.h"

s64 cpp_helper_ktime_get_boottime(void)
{
	return ktime_get_boottime();
}

s64 cpp_helper_ktime_get_clocktai(void)
{
	return ktime_get_clocktai();
}

s64 cpp_helper_ktime_get_real(void)
{
	return ktime_get_real();
}
