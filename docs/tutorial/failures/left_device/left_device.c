// SPDX-License-Identifier: GPL-2.0
/* Broken on purpose: a step fails, and the one before it is not undone. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

//! [mistake]
static ssize_t left_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	return 0;
}

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.read = left_read,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "left",
	.fops = &operations,
};

static int find_hardware(void)
{
	return -ENODEV;
}

static int __init left_device_init(void)
{
	int err = misc_register(&device);

	if (err)
		return err;
	err = find_hardware();
	if (err)
		return err; /* misc_deregister(&device) is missing */
	return 0;
}
//! [mistake]

static void __exit left_device_exit(void)
{
	misc_deregister(&device);
}

module_init(left_device_init);
module_exit(left_device_exit);
MODULE_DESCRIPTION("Broken on purpose");
MODULE_LICENSE("GPL");
