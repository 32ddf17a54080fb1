// SPDX-License-Identifier: GPL-2.0
/* A misc device of hardware that may go while programs have its file open. */
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
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
	struct mutex lock;	   /* of the sessions */
	struct list_head sessions; /* which go with the hardware */
};

/* Of an open file. */
struct bench_session {
	struct bench_revocable *bench;
	struct list_head link;
	u64 step;
};

static struct bench_revocable *bench_revocable, *bench_sessions;

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

static long bench_add(u64 step, u64 __user *argument)
{
	u64 value;

	if (copy_from_user(&value, argument, sizeof(value)))
		return -EFAULT;
	value += step;
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
		result = bench_add(bench->step, (u64 __user *)argument);
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

/* misc_open() holds the lock that misc_deregister() needs, so the hardware does not go. */
static int session_open(struct inode *inode, struct file *file)
{
	struct bench_revocable *bench =
		container_of(file->private_data, struct bench_revocable, misc);
	struct bench_session *session = kmalloc(sizeof(*session), GFP_KERNEL);

	if (!session)
		return -ENOMEM;
	kref_get(&bench->owners);
	session->bench = bench;
	session->step = bench->step;
	file->private_data = session;
	mutex_lock(&bench->lock);
	list_add_tail(&session->link, &bench->sessions);
	mutex_unlock(&bench->lock);
	return stream_open(inode, file);
}

static int session_release(struct inode *inode, struct file *file)
{
	struct bench_session *session = file->private_data;
	struct bench_revocable *bench = session->bench;

	mutex_lock(&bench->lock);
	list_del(&session->link);
	mutex_unlock(&bench->lock);
	kfree(session);
	kref_put(&bench->owners, bench_free);
	return 0;
}

static long session_ioctl(struct file *file, unsigned int number, unsigned long argument)
{
	struct bench_session *session = file->private_data;
	struct bench_revocable *bench = session->bench;
	int index = srcu_read_lock(&bench->users);
	long result;

	if (!smp_load_acquire(&bench->available))
		result = -ENODEV;
	else if (number == BENCH_IOCTL)
		result = bench_add(session->step, (u64 __user *)argument);
	else
		result = -ENOTTY;
	srcu_read_unlock(&bench->users, index);
	return result;
}

static const struct file_operations session_operations = {
	.owner = THIS_MODULE,
	.open = session_open,
	.release = session_release,
	.unlocked_ioctl = session_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct bench_revocable *start(const char *name, const struct file_operations *operations)
{
	struct bench_revocable *bench = kzalloc(sizeof(*bench), GFP_KERNEL);
	int error;

	if (!bench)
		return ERR_PTR(-ENOMEM);
	error = init_srcu_struct(&bench->users);
	if (error) {
		kfree(bench);
		return ERR_PTR(error);
	}
	kref_init(&bench->owners);
	mutex_init(&bench->lock);
	INIT_LIST_HEAD(&bench->sessions);
	bench->available = 1;
	bench->step = 1;
	bench->misc.minor = MISC_DYNAMIC_MINOR;
	bench->misc.name = name;
	bench->misc.fops = operations;
	error = misc_register(&bench->misc);
	if (error) {
		kref_put(&bench->owners, bench_free);
		return ERR_PTR(error);
	}
	return bench;
}

static void stop(struct bench_revocable *bench)
{
	misc_deregister(&bench->misc);
	xchg(&bench->available, 0);
	synchronize_srcu(&bench->users);
	kref_put(&bench->owners, bench_free);
}

int bench_revocable_start(void)
{
	bench_revocable = start("bench_revocable_c11", &bench_operations);
	if (IS_ERR(bench_revocable))
		return PTR_ERR(bench_revocable);
	bench_sessions = start("bench_sessions_c11", &session_operations);
	if (IS_ERR(bench_sessions)) {
		stop(bench_revocable);
		return PTR_ERR(bench_sessions);
	}
	return 0;
}

void bench_revocable_stop(void)
{
	stop(bench_sessions);
	stop(bench_revocable);
}

int revocable_open(void)
{
	return bench_opens("/dev/bench_revocable_c11", OPENS);
}

int revocable_session(void)
{
	return bench_opens("/dev/bench_sessions_c11", OPENS);
}

int revocable_ioctl(void)
{
	return bench_ioctls("/dev/bench_revocable_c11", BENCH_IOCTL, CALLS);
}
