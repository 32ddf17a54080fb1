// SPDX-License-Identifier: GPL-2.0
// A mistake in C that no compiler sees: a size is checked, and then read again.

#include <linux/delay.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/uaccess.h>

//! [twice]
struct message {
	__u32 size;
	char text[60];
};

static ssize_t twice_write(struct file *file, const char __user *user, size_t size, loff_t *pos)
{
	struct message message;

	if (copy_from_user(&message.size, user, sizeof(message.size)))
		return -EFAULT;
	if (message.size > sizeof(message.text))
		return -EMSGSIZE; /* so it fits, */
	msleep(10);		  /* waits for a lock, or for memory, */
	if (copy_from_user(&message, user, sizeof(message)))
		return -EFAULT;
	return message.size; /* or copies that much to somewhere */
}
//! [twice]

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.write = twice_write,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "twice",
	.fops = &operations,
};
module_misc_device(device);

MODULE_DESCRIPTION("Reads a size twice");
MODULE_LICENSE("GPL");
