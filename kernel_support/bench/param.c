// SPDX-License-Identifier: GPL-2.0
#include <linux/moduleparam.h>

#include "bench.h"

static int number = 42;
module_param(number, int, 0644);
MODULE_PARM_DESC(number, "a number");

static bool flag = true;
module_param(flag, bool, 0644);
MODULE_PARM_DESC(flag, "a flag");

static char *text = "text";
module_param(text, charp, 0444);
MODULE_PARM_DESC(text, "a string");

/* What can be written in sysfs at the same time is read with READ_ONCE. */
int param_int(void)
{
	bench_use(READ_ONCE(number));
	return 0;
}

int param_bool(void)
{
	bench_use(READ_ONCE(flag));
	return 0;
}

int param_string(void)
{
	bench_use(text);
	return 0;
}

int param_size(void)
{
	return sizeof(number);
}
