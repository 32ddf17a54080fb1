// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>

static char *whom = "world";
module_param(whom, charp, 0444);
MODULE_PARM_DESC(whom, "whom to greet");

static unsigned int times = 1;
module_param(times, uint, 0444);
MODULE_PARM_DESC(times, "how often");

static int __init twin_init(void)
{
	unsigned int i;

	for (i = 0; i < times; i++)
		pr_info("Hello, %s!\n", whom);
	return 0;
}

static void __exit twin_exit(void)
{
	pr_info("Goodbye, %s!\n", whom);
}

module_init(twin_init);
module_exit(twin_exit);
MODULE_DESCRIPTION("Says hello");
MODULE_LICENSE("GPL");
MODULE_AUTHOR("The C++ for Linux authors");
