// SPDX-License-Identifier: GPL-2.0
/* A module in C alone: what a sweep reports here is the kernel's own. */
#include <linux/module.h>
#include <linux/slab.h>

static char *note = "none";
module_param(note, charp, 0644);
MODULE_PARM_DESC(note, "a string that may change");

static void *first, *second;

static int __init twin_init(void)
{
	first = kmalloc(1000, GFP_KERNEL);
	if (!first)
		return -ENOMEM;
	second = kmalloc(1000, GFP_KERNEL);
	if (!second) {
		kfree(first);
		return -ENOMEM;
	}
	return 0;
}

static void __exit twin_exit(void)
{
	kfree(second);
	kfree(first);
}

module_init(twin_init);
module_exit(twin_exit);
MODULE_DESCRIPTION("Allocates twice");
MODULE_LICENSE("GPL");
