// SPDX-License-Identifier: GPL-2.0
/* Locks and waiting, with nobody else about. */
#include <linux/completion.h>
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "bench.h"

#define TIMES 1000

struct guarded_by_mutex {
	struct mutex lock;
	unsigned long value;
};

struct guarded_by_spinlock {
	spinlock_t lock;
	unsigned long value;
};

/* In a driver, the lock is somewhere behind a pointer. */
#define WITH_MUTEX(counter)                                                                        \
	struct guarded_by_mutex counter##_, *counter = &counter##_;                                \
                                                                                                   \
	mutex_init(&counter->lock);                                                                \
	counter->value = 0;                                                                        \
	bench_hide(counter)

#define WITH_SPINLOCK(counter)                                                                     \
	struct guarded_by_spinlock counter##_, *counter = &counter##_;                             \
                                                                                                   \
	spin_lock_init(&counter->lock);                                                            \
	counter->value = 0;                                                                        \
	bench_hide(counter)

int mutex_add(void)
{
	int i;
	WITH_MUTEX(counter);

	for (i = 0; i < TIMES; i++) {
		mutex_lock(&counter->lock);
		counter->value++;
		mutex_unlock(&counter->lock);
	}
	return counter->value == TIMES ? 0 : -EIO;
}

int mutex_try_free(void)
{
	int i;
	WITH_MUTEX(counter);

	for (i = 0; i < TIMES; i++) {
		if (mutex_trylock(&counter->lock)) {
			counter->value++;
			mutex_unlock(&counter->lock);
		}
	}
	return counter->value == TIMES ? 0 : -EIO;
}

int mutex_try_held(void)
{
	unsigned long failures = 0;
	int i;
	WITH_MUTEX(counter);

	mutex_lock(&counter->lock);
	for (i = 0; i < TIMES; i++) {
		if (mutex_trylock(&counter->lock)) {
			counter->value++;
			mutex_unlock(&counter->lock);
		} else {
			failures++;
		}
	}
	mutex_unlock(&counter->lock);
	return failures == TIMES ? 0 : -EIO;
}

int spinlock_add(void)
{
	int i;
	WITH_SPINLOCK(counter);

	for (i = 0; i < TIMES; i++) {
		spin_lock(&counter->lock);
		counter->value++;
		spin_unlock(&counter->lock);
	}
	return counter->value == TIMES ? 0 : -EIO;
}

int spinlock_irq_add(void)
{
	int i;
	WITH_SPINLOCK(counter);

	for (i = 0; i < TIMES; i++) {
		unsigned long flags;

		spin_lock_irqsave(&counter->lock, flags);
		counter->value++;
		spin_unlock_irqrestore(&counter->lock, flags);
	}
	return counter->value == TIMES ? 0 : -EIO;
}

int spinlock_try_free(void)
{
	int i;
	WITH_SPINLOCK(counter);

	for (i = 0; i < TIMES; i++) {
		if (spin_trylock(&counter->lock)) {
			counter->value++;
			spin_unlock(&counter->lock);
		}
	}
	return counter->value == TIMES ? 0 : -EIO;
}

int spinlock_irq_try_free(void)
{
	int i;
	WITH_SPINLOCK(counter);

	for (i = 0; i < TIMES; i++) {
		unsigned long flags;

		if (spin_trylock_irqsave(&counter->lock, flags)) {
			counter->value++;
			spin_unlock_irqrestore(&counter->lock, flags);
		}
	}
	return counter->value == TIMES ? 0 : -EIO;
}

struct pair {
	unsigned long x;
	unsigned long y;
};

struct guarded_by_rwsem {
	struct rw_semaphore lock;
	unsigned long value;
};

int rwsem_read(void)
{
	struct guarded_by_rwsem guarded, *number = &guarded;
	unsigned long sum = 0;
	int i;

	init_rwsem(&number->lock);
	number->value = 1;
	bench_hide(number);
	for (i = 0; i < TIMES; i++) {
		down_read(&number->lock);
		sum += number->value;
		up_read(&number->lock);
	}
	return sum == TIMES ? 0 : -EIO;
}

int rwsem_write(void)
{
	struct guarded_by_rwsem guarded, *number = &guarded;
	int i;

	init_rwsem(&number->lock);
	number->value = 0;
	bench_hide(number);
	for (i = 0; i < TIMES; i++) {
		down_write(&number->lock);
		number->value++;
		up_write(&number->lock);
	}
	return number->value == TIMES ? 0 : -EIO;
}

struct guarded_by_seqlock {
	seqlock_t lock;
	struct pair pair;
};

int seqlock_read(void)
{
	struct guarded_by_seqlock on_stack, *guarded = &on_stack;
	unsigned long sum = 0;
	int i;

	seqlock_init(&guarded->lock);
	guarded->pair = (struct pair){ 0, 1 };
	bench_hide(guarded);
	for (i = 0; i < TIMES; i++) {
		unsigned int start;
		struct pair now;

		do {
			start = read_seqbegin(&guarded->lock);
			now = guarded->pair;
		} while (read_seqretry(&guarded->lock, start));
		sum += now.x + now.y;
	}
	return sum == TIMES ? 0 : -EIO;
}

int seqlock_write(void)
{
	struct guarded_by_seqlock on_stack, *guarded = &on_stack;
	int i;

	seqlock_init(&guarded->lock);
	guarded->pair = (struct pair){ 0, 0 };
	bench_hide(guarded);
	for (i = 0; i < TIMES; i++) {
		write_seqlock(&guarded->lock);
		guarded->pair.x++;
		write_sequnlock(&guarded->lock);
	}
	return guarded->pair.x == TIMES ? 0 : -EIO;
}

int condvar_notify(void)
{
	wait_queue_head_t on_stack, *queue = &on_stack;
	int i;

	init_waitqueue_head(queue);
	bench_hide(queue);
	for (i = 0; i < TIMES; i++)
		wake_up(queue);
	return 0;
}

int condvar_notify_all(void)
{
	wait_queue_head_t on_stack, *queue = &on_stack;
	int i;

	init_waitqueue_head(queue);
	bench_hide(queue);
	for (i = 0; i < TIMES; i++)
		wake_up_all(queue);
	return 0;
}

int condvar_passes(void)
{
	wait_queue_head_t on_stack, *queue = &on_stack;
	int i;
	WITH_MUTEX(counter);

	init_waitqueue_head(queue);
	bench_hide(queue);
	for (i = 0; i < TIMES; i++) {
		mutex_lock(&counter->lock);
		counter->value++;
		while (!counter->value) {
			DEFINE_WAIT(wait);

			prepare_to_wait_exclusive(queue, &wait, TASK_UNINTERRUPTIBLE);
			mutex_unlock(&counter->lock);
			schedule();
			mutex_lock(&counter->lock);
			finish_wait(queue, &wait);
		}
		mutex_unlock(&counter->lock);
	}
	return counter->value == TIMES ? 0 : -EIO;
}

int completion_try(void)
{
	struct completion on_stack, *done = &on_stack;
	unsigned long passed = 0;
	int i;

	init_completion(done);
	bench_hide(done);
	for (i = 0; i < TIMES; i++) {
		complete(done);
		if (try_wait_for_completion(done))
			passed++;
	}
	return passed == TIMES ? 0 : -EIO;
}

int completion_wait(void)
{
	struct completion on_stack, *done = &on_stack;
	int i;

	init_completion(done);
	bench_hide(done);
	for (i = 0; i < TIMES; i++) {
		complete(done);
		wait_for_completion(done);
	}
	return 0;
}
