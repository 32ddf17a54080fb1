// SPDX-License-Identifier: GPL-2.0
#include <linux/rcupdate.h>
#include <linux/sched/task_stack.h>
#include <linux/version.h>
#include <linux/workqueue.h>
#include "workqueue.h"

/* Later kernels want to hear that a queue is bound to processors. */
struct workqueue_struct *cpp_helper_alloc_workqueue(const char *name, unsigned int flags,
						    int max_active)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
	flags |= flags & WQ_UNBOUND ? 0 : WQ_PERCPU;
#endif
	return alloc_workqueue("%s", flags, max_active, name);
}

struct workqueue_struct *cpp_helper_alloc_ordered_workqueue(const char *name, unsigned int flags)
{
	return alloc_ordered_workqueue("%s", flags, name);
}

/* INIT_WORK() has a class for each place where it stands, and this is one place. */
void cpp_helper_init_work(struct work_struct *work, work_func_t function, const char *name,
			  struct lock_class_key *key)
{
#ifdef CONFIG_DEBUG_OBJECTS_WORK
	__init_work(work, object_is_on_stack(work));
#endif
	work->data = (atomic_long_t)WORK_DATA_INIT();
#ifdef CONFIG_LOCKDEP
	lockdep_init_map(&work->lockdep_map, name, key, 0);
#endif
	INIT_LIST_HEAD(&work->entry);
	work->func = function;
}

static inline void init_key(struct timer_list *timer, bool on_stack, const char *name,
			    struct lock_class_key *key)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 16, 0)
	if (on_stack)
		timer_init_key_on_stack(timer, delayed_work_timer_fn, TIMER_IRQSAFE, name, key);
	else
		timer_init_key(timer, delayed_work_timer_fn, TIMER_IRQSAFE, name, key);
#else
	if (on_stack)
		init_timer_on_stack_key(timer, delayed_work_timer_fn, TIMER_IRQSAFE, name, key);
	else
		init_timer_key(timer, delayed_work_timer_fn, TIMER_IRQSAFE, name, key);
#endif
}

void cpp_helper_init_delayed_work(struct delayed_work *work, work_func_t function, const char *name,
				  struct lock_class_key *key, struct lock_class_key *timer_key)
{
	cpp_helper_init_work(&work->work, function, name, key);
	init_key(&work->timer, IS_ENABLED(CONFIG_DEBUG_OBJECTS_TIMERS) && object_is_on_stack(work),
		 name, timer_key);
}

#ifdef CONFIG_DEBUG_OBJECTS_TIMERS
static bool is_refused(struct work_struct *work)
{
	unsigned long data = atomic_long_read(&work->data);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
	return !(data & WORK_STRUCT_PWQ) && (data & WORK_OFFQ_DISABLE_MASK);
#else
	return !(data & WORK_STRUCT_PWQ) && (data & WORK_OFFQ_CANCELING);
#endif
}
#endif

/*
 * The kernel looks at the timer before it refuses a work whose end has begun. On a stack that timer
 * may be gone for debugobjects, which would report it; so it is not looked at then.
 */
bool cpp_helper_mod_delayed_work(struct workqueue_struct *queue, struct delayed_work *work,
				 unsigned long delay)
{
	bool pending = false;

#ifdef CONFIG_DEBUG_OBJECTS_TIMERS
	rcu_read_lock();
	if (!is_refused(&work->work))
#endif
		pending = mod_delayed_work(queue, work, delay);
#ifdef CONFIG_DEBUG_OBJECTS_TIMERS
	rcu_read_unlock();
#endif
	return pending;
}

bool cpp_helper_cancel_delayed_work(struct delayed_work *work)
{
	bool pending = false;

#ifdef CONFIG_DEBUG_OBJECTS_TIMERS
	rcu_read_lock();
	if (!is_refused(&work->work))
#endif
		pending = cancel_delayed_work(work);
#ifdef CONFIG_DEBUG_OBJECTS_TIMERS
	rcu_read_unlock();
#endif
	return pending;
}

/*
 * What is queued from then on is refused: until 6.10, because the work seems to be pending.
 * Somebody may have queued it before that, so its function is waited for once more.
 */
void cpp_helper_destroy_work(struct work_struct *work)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
	disable_work_sync(work);
#else
	do
		cancel_work_sync(work);
	while (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(work)));
	flush_work(work);
#endif
#ifdef CONFIG_DEBUG_OBJECTS_WORK
	if (object_is_on_stack(work))
		destroy_work_on_stack(work);
#endif
}

void cpp_helper_destroy_delayed_work(struct delayed_work *work)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
	disable_delayed_work_sync(work);
#else
	do
		cancel_delayed_work_sync(work);
	while (test_and_set_bit(WORK_STRUCT_PENDING_BIT, work_data_bits(&work->work)));
	/* mod_delayed_work() would wait for a work that is merely pending. */
	atomic_long_or(WORK_OFFQ_CANCELING, &work->work.data);
	flush_work(&work->work);
#endif
#if defined(CONFIG_DEBUG_OBJECTS_WORK) || defined(CONFIG_DEBUG_OBJECTS_TIMERS)
	if (object_is_on_stack(work)) {
		/* Until nobody looks at the timer: see cpp_helper_mod_delayed_work() */
		synchronize_rcu();
		destroy_timer_on_stack(&work->timer);
		destroy_work_on_stack(&work->work);
	}
#endif
}

bool cpp_helper_work_pending(const struct work_struct *work)
{
	return work_pending((struct work_struct *)work);
}
