// SPDX-License-Identifier: GPL-2.0
/* hello_world_fails as it is written in C. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/module.h>

static int acquire(const char *name)
{
	pr_info("%s acquired\n", name);
	return 0;
}

static void release(const char *name)
{
	pr_info("%s released\n", name);
}

static int third_step(void)
{
	return -ENODEV;
}

//! [init]
static int __init fails_in_c_init(void)
{
	int err;

	err = acquire("first resource");
	if (err)
		return err;
	err = acquire("second resource");
	if (err)
		goto release_first;
	err = third_step();
	if (err)
		goto release_second;
	return 0;

release_second:
	release("second resource");
release_first:
	release("first resource");
	return err;
}
//! [init]

static void __exit fails_in_c_exit(void)
{
	release("second resource");
	release("first resource");
}

module_init(fails_in_c_init);
module_exit(fails_in_c_exit);
MODULE_DESCRIPTION("Fails while it is loaded, and cleans up by hand");
MODULE_LICENSE("GPL");
