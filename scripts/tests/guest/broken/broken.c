// SPDX-License-Identifier: GPL-2.0
/* Does what a module must not do, for the tests of the boot's verdict. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/string.h>

static char *how = "not";
module_param(how, charp, 0444);

static int __init broken_init(void)
{
	pr_info("init\n");
	if (!strcmp(how, "warn"))
		WARN(1, "a warning on purpose\n");
	if (!strcmp(how, "oops"))
		return *(volatile int *)8;
	if (!strcmp(how, "panic"))
		panic("on purpose");
	if (!strcmp(how, "fail"))
		return -ENODEV;
	return 0;
}

static void __exit broken_exit(void)
{
	pr_info("exit\n");
}

module_init(broken_init);
module_exit(broken_exit);
MODULE_DESCRIPTION("Does what a module must not do");
MODULE_LICENSE("GPL");
