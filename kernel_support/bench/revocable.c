// SPDX-License-Identifier: GPL-2.0
/* A misc device of hardware that may go while programs have its file open. */
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/uaccess.h>

#include "bench.h"
#include "revocable.h"

#define OPENS 500
#define CALLS 500

/* Of the driver, and of each open file. */
struct bench_revocable {
	struct miscdevice misc;
	struct kref owners;
	struct srcu_struct users;
	int available;
	u64 step;
};

static struct bench_revocable *bench_revocable;

static void bench_free(struct kref *owners)
{
	struct bench_revocable *bench = container_of(owners, struct bench_revocable, owners);

	cleanup_srcu_struct(&bench->users);
	kfree(bench);
}

static int bench_open(struct inode *inode, struct file *file)
{
	struct bench_revocable *bench =
		container_of(file->private_data, struct bench_revocable, misc);

	kref_get(&bench->owners);
	file->private_data = bench;
	return stream_open(inode, file);
}

static int bench_release(struct inode *inode, struct file *file)
{
	struct bench_revocable *bench = file->private_data;

	kref_put(&bench->owners, bench_free);
	return 0;
}

static long bench_add(const struct bench_revocable *bench, u64 __user *argument)
{
	u64 value;

	if (copy_from_user(&value, argument, sizeof(value)))
		return -EFAULT;
	value += bench->step;
	if (copy_to_user(argument, &value, sizeof(value)))
		return -EFAULT;
	return 0;
}

static long bench_ioctl(struct file *file, unsigned int number, unsigned long argument)
{
	struct bench_revocable *bench = file->private_data;
	int index = srcu_read_lock(&bench->users);
	long result;

	if (!smp_load_acquire(&bench->available))
		result = -ENODEV;
	else if (number == BENCH_IOCTL)
		result = bench_add(bench, (u64 __user *)argument);
	else
		result = -ENOTTY;
	srcu_read_unlock(&bench->users, index);
	return result;
}

static const struct file_operations bench_operations = {
	.owner = THIS_MODULE,
	.open = bench_open,
	.release = bench_release,
	.unlocked_ioctl = bench_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

int bench_revocable_start(void)
{
	int error;

	bench_revocable = kzalloc(sizeof(*bench_revocable), GFP_KERNEL);
	if (!bench_revocable)
		return -ENOMEM;
	error = init_srcu_struct(&bench_revocable->users);
	if (error) {
		kfree(bench_revocable);
		return error;
	}
	kref_init(&bench_revocable->owners);
	bench_revocable->available = 1;
	bench_revocable->step = 1;
	bench_revocable->misc.minor = MISC_DYNAMIC_MINOR;
	bench_revocable->misc.name = "bench_revocable_c11";
	bench_revocable->misc.fops = &bench_operations;
	error = misc_register(&bench_revocable->misc);
	if (error)
		kref_put(&bench_revocable->owners, bench_free);
	return error;
}

void bench_revocable_stop(void)
{
	misc_deregister(&bench_revocable->misc);
	xchg(&bench_revocable->available, 0);
	synchronize_srcu(&bench_revocable->users);
	kref_put(&bench_revocable->owners, bench_free);
}

int revocable_open(void)
{
	return bench_opens("/dev/bench_revocable_c11", OPENS);
}

int revocable_ioctl(void)
{
	return bench_ioctls("/dev/bench_revocable_c11", BENCH_IOCTL, CALLS);
}
