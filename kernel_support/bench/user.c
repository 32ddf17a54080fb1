// SPDX-License-Identifier: GPL-2.0
/* Memory of programs, and a misc device. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#include "bench.h"
#include "user.h"

#define TIMES 1000
#define PAGES 10
#define CALLS 500

static unsigned char buffer[PAGE_SIZE];

int user_copy_from_8(void)
{
	const void __user *from = (const void __user *)bench_user_page();
	int i;

	for (i = 0; i < TIMES; i++) {
		u64 value;

		if (copy_from_user(&value, from, sizeof(value)))
			return -EFAULT;
		bench_use(value);
	}
	return 0;
}

int user_copy_to_8(void)
{
	void __user *to = (void __user *)bench_user_page();
	u64 value = 7;
	int i;

	for (i = 0; i < TIMES; i++) {
		bench_hide(value);
		if (copy_to_user(to, &value, sizeof(value)))
			return -EFAULT;
	}
	return 0;
}

int user_copy_from_page(void)
{
	const void __user *from = (const void __user *)bench_user_page();
	int i;

	for (i = 0; i < PAGES; i++)
		if (copy_from_user(buffer, from, sizeof(buffer)))
			return -EFAULT;
	return 0;
}

int user_copy_to_page(void)
{
	void __user *to = (void __user *)bench_user_page();
	int i;

	for (i = 0; i < PAGES; i++)
		if (copy_to_user(to, buffer, sizeof(buffer)))
			return -EFAULT;
	return 0;
}

static int bench_open(struct inode *inode, struct file *file)
{
	return stream_open(inode, file);
}

static ssize_t bench_read(struct file *file, char __user *to, size_t size, loff_t *position)
{
	u64 value = 7;

	if (size < sizeof(value))
		return -EINVAL;
	if (copy_to_user(to, &value, sizeof(value)))
		return -EFAULT;
	return sizeof(value);
}

static long bench_ioctl(struct file *file, unsigned int number, unsigned long argument)
{
	u64 value;

	switch (number) {
	case BENCH_IOCTL:
		if (copy_from_user(&value, (const void __user *)argument, sizeof(value)))
			return -EFAULT;
		value++;
		if (copy_to_user((void __user *)argument, &value, sizeof(value)))
			return -EFAULT;
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations bench_operations = {
	.owner = THIS_MODULE,
	.open = bench_open,
	.read = bench_read,
	.unlocked_ioctl = bench_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

struct miscdevice bench_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bench_c11",
	.fops = &bench_operations,
};

int user_misc_read(void)
{
	return bench_reads("/dev/bench_c11", CALLS);
}

int user_misc_ioctl(void)
{
	return bench_ioctls("/dev/bench_c11", BENCH_IOCTL, CALLS);
}
