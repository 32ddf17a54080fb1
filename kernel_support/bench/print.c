// SPDX-License-Identifier: GPL-2.0
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/printk.h>

#include "bench.h"

int print_info(void)
{
	int bad = 3;
	unsigned long first = 0x1f00;
	const char *name = "sda";

	/* Values that are found at run time. */
	bench_hide(bad);
	bench_hide(first);
	bench_hide(name);
	pr_info("%d blocks of %s are bad, first %#lx\n", bad, name, first);
	return 0;
}

int print_debug(void)
{
	pr_debug("never seen\n");
	return 0;
}
