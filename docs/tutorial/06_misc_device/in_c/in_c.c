// SPDX-License-Identifier: GPL-2.0
// The sample as a module in C writes it.

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "../../../../samples/06_misc_device/mailbox.h"

//! [c]
static DEFINE_MUTEX(lock); /* protects the next three variables */
static char letter[MAILBOX_SIZE];
static size_t letter_size; /* 0: there is none */
static struct mailbox_stats stats;
static DECLARE_WAIT_QUEUE_HEAD(changed);

/* On success the lock is held. */
static int wait_until_full(const struct file *file, bool full)
{
	mutex_lock(&lock);
	while (!!letter_size != full) {
		mutex_unlock(&lock);
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(changed, !!READ_ONCE(letter_size) == full))
			return -ERESTARTSYS;
		mutex_lock(&lock);
	}
	return 0;
}

static ssize_t mailbox_write(struct file *file, const char __user *from, size_t size, loff_t *pos)
{
	char text[MAILBOX_SIZE];
	int error;

	if (!size)
		return -EINVAL;
	if (size > sizeof(text))
		return -EMSGSIZE;
	if (copy_from_user(text, from, size))
		return -EFAULT;
	error = wait_until_full(file, false);
	if (error)
		return error;
	memcpy(letter, text, size);
	WRITE_ONCE(letter_size, size);
	stats.put++;
	mutex_unlock(&lock);
	wake_up_interruptible(&changed);
	return size;
}

static ssize_t mailbox_read(struct file *file, char __user *to, size_t size, loff_t *pos)
{
	ssize_t result = wait_until_full(file, true);

	if (result)
		return result;
	result = letter_size;
	if (result > size) {
		result = -EMSGSIZE;
	} else if (copy_to_user(to, letter, result)) {
		result = -EFAULT;
	} else {
		WRITE_ONCE(letter_size, 0);
		stats.taken++;
	}
	mutex_unlock(&lock);
	wake_up_interruptible(&changed);
	return result;
}

static __poll_t mailbox_poll(struct file *file, poll_table *table)
{
	poll_wait(file, &changed, table);
	if (READ_ONCE(letter_size))
		return EPOLLIN | EPOLLRDNORM;
	return EPOLLOUT | EPOLLWRNORM;
}

static long mailbox_ioctl(struct file *file, unsigned int number, unsigned long argument)
{
	struct mailbox_stats now;

	switch (number) {
	case MAILBOX_STATS:
		mutex_lock(&lock);
		now = stats;
		mutex_unlock(&lock);
		if (copy_to_user((void __user *)argument, &now, sizeof(now)))
			return -EFAULT;
		return 0;
	case MAILBOX_CLEAR:
		mutex_lock(&lock);
		WRITE_ONCE(letter_size, 0);
		mutex_unlock(&lock);
		wake_up_interruptible(&changed);
		return 0;
	default:
		return -ENOTTY;
	}
}

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.open = stream_open,
	.read = mailbox_read,
	.write = mailbox_write,
	.poll = mailbox_poll,
	.unlocked_ioctl = mailbox_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mailbox",
	.fops = &operations,
	.mode = 0666,
};
module_misc_device(device);
//! [c]

MODULE_DESCRIPTION("A mailbox that programs put letters into, written in C");
MODULE_LICENSE("GPL");
