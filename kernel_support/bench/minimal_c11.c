// SPDX-License-Identifier: GPL-2.0
/* The smallest module with a parameter and a message; minimal_cxx.cc is the same in C++. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/module.h>

static int number = 42;
module_param(number, int, 0444);
MODULE_PARM_DESC(number, "a number");

static int __init minimal_init(void)
{
	pr_info("loaded, the number is %d\n", number);
	return 0;
}

static void __exit minimal_exit(void)
{
	pr_info("unloaded\n");
}

module_init(minimal_init);
module_exit(minimal_exit);
MODULE_LICENSE("GPL");
MODULE_AUTHOR("The C++ for Linux authors");
MODULE_DESCRIPTION("The smallest module with a parameter and a message");
