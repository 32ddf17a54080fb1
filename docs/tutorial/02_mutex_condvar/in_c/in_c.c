// SPDX-License-Identifier: GPL-2.0
// The sample as a module in C writes it, with one producer and one consumer.

#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched/task.h>
#include <linux/wait.h>

#define ITEMS 1000
#define CAPACITY 8

//! [c]
static DEFINE_MUTEX(lock); /* protects the next seven variables */
static unsigned int ring[CAPACITY];
static unsigned int first, count;
static unsigned int next;
static unsigned long put, taken;
static unsigned long out_of_order;
static DECLARE_WAIT_QUEUE_HEAD(not_full);
static DECLARE_WAIT_QUEUE_HEAD(not_empty);
static DECLARE_WAIT_QUEUE_HEAD(was_taken);

static int produce(void *unused)
{
	unsigned int number;

	for (number = 0; number < ITEMS; number++) {
		mutex_lock(&lock);
		while (count == CAPACITY) {
			mutex_unlock(&lock);
			if (wait_event_interruptible(not_full, READ_ONCE(count) < CAPACITY))
				return 0;
			mutex_lock(&lock);
		}
		ring[(first + count) % CAPACITY] = number;
		WRITE_ONCE(count, count + 1);
		put++;
		mutex_unlock(&lock);
		wake_up(&not_empty);
	}
	return 0;
}

static int consume(void *unused)
{
	unsigned int number;

	for (;;) {
		mutex_lock(&lock);
		while (!count) {
			mutex_unlock(&lock);
			if (wait_event_interruptible(not_empty, READ_ONCE(count)))
				return 0;
			mutex_lock(&lock);
		}
		number = ring[first];
		first = (first + 1) % CAPACITY;
		WRITE_ONCE(count, count - 1);
		WRITE_ONCE(taken, taken + 1);
		if (number != next)
			out_of_order++;
		next = number + 1;
		mutex_unlock(&lock);
		wake_up(&not_full);
		wake_up(&was_taken);
	}
}

static struct task_struct *producer, *consumer;

static struct task_struct *start(int (*run)(void *), const char *name)
{
	struct task_struct *thread = kthread_create(run, NULL, "%s", name);

	if (!IS_ERR(thread)) {
		get_task_struct(thread); /* it may end before it is stopped */
		wake_up_process(thread);
	}
	return thread;
}

static void stop(struct task_struct *thread)
{
	kthread_stop(thread);
	put_task_struct(thread);
}

static void statistics(void)
{
	pr_info("in_c: %lu put in, %lu taken out, %u left, %lu out of order\n", put, taken, count,
		out_of_order);
}

static int __init in_c_init(void)
{
	long left;

	producer = start(produce, "producer");
	if (IS_ERR(producer))
		return PTR_ERR(producer);
	consumer = start(consume, "consumer");
	if (IS_ERR(consumer)) {
		left = PTR_ERR(consumer);
		goto stop_producer;
	}
	left = wait_event_interruptible_timeout(was_taken, READ_ONCE(taken) == ITEMS, 60 * HZ);
	if (left > 0) {
		pr_info("in_c: all items went through\n");
		return 0;
	}
	if (!left)
		left = -ETIMEDOUT;
	stop(consumer);
stop_producer:
	stop(producer);
	statistics();
	return left;
}

static void __exit in_c_exit(void)
{
	stop(consumer);
	stop(producer);
	statistics();
}
//! [c]

module_init(in_c_init);
module_exit(in_c_exit);
MODULE_DESCRIPTION("A bounded buffer between two threads, written in C");
MODULE_LICENSE("GPL");
