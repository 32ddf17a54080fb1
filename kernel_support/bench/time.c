// SPDX-License-Identifier: GPL-2.0
/* Clocks, and lengths of time. */
#include <linux/jiffies.h>
#include <linux/ktime.h>

#include "bench.h"

int time_now(void)
{
	bench_use(ktime_get());
	return 0;
}

int time_elapsed(void)
{
	ktime_t begin = ktime_get();

	bench_use(ktime_to_us(ktime_sub(ktime_get(), begin)));
	return 0;
}

int time_jiffies(void)
{
	bench_use(jiffies);
	return 0;
}
