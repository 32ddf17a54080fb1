// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/hrtimer.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/sched/task_stack.h>
#include <linux/version.h>
#include "hrtimer.h"

/* Named as in later kernels. CONFIG_DEBUG_OBJECTS_TIMERS wants to know which are on the stack. */
void cpp_helper_hrtimer_setup(struct hrtimer *timer,
			      enum hrtimer_restart (*function)(struct hrtimer *), int clock,
			      enum hrtimer_mode mode)
{
	bool on_stack = IS_ENABLED(CONFIG_DEBUG_OBJECTS_TIMERS) && object_is_on_stack(timer);

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	if (on_stack)
		hrtimer_setup_on_stack(timer, function, clock, mode);
	else
		hrtimer_setup(timer, function, clock, mode);
#else
	if (on_stack)
		hrtimer_init_on_stack(timer, clock, mode);
	else
		hrtimer_init(timer, clock, mode);
	timer->function = function;
#endif
}

/*
 * With PREEMPT_RT most timers' functions run in a thread, which would wait for itself unseen.
 * Elsewhere a function that runs in a software interrupt is left to the kernel, which reports a
 * lockup: preempt_count() and current cannot both stand in an object for LTO, for whose GCC the two
 * names of pcpu_hot differ in their section.
 */
static bool runs_timers(void)
{
#ifdef CONFIG_PREEMPT_RT
	return in_serving_softirq();
#else
	return false;
#endif
}

/* Nobody may wait with interrupts disabled, least of all the function itself: -EDEADLK. */
int cpp_helper_hrtimer_cancel(struct hrtimer *timer)
{
	int active = hrtimer_try_to_cancel(timer);

	if (active >= 0)
		return active;
	return irqs_disabled() || runs_timers() ? -EDEADLK : hrtimer_cancel(timer);
}

int cpp_helper_hrtimer_destroy(struct hrtimer *timer)
{
	int active = cpp_helper_hrtimer_cancel(timer);

	if (IS_ENABLED(CONFIG_DEBUG_OBJECTS_TIMERS) && object_is_on_stack(timer))
		destroy_hrtimer_on_stack(timer);
	return active;
}

void cpp_helper_hrtimer_start(struct hrtimer *timer, s64 time, enum hrtimer_mode mode)
{
	hrtimer_start(timer, time, mode);
}

s64 cpp_helper_hrtimer_get_expires(const struct hrtimer *timer)
{
	return hrtimer_get_expires(timer);
}

s64 cpp_helper_hrtimer_get_remaining(const struct hrtimer *timer)
{
	return hrtimer_get_remaining(timer);
}

u64 cpp_helper_hrtimer_forward_now(struct hrtimer *timer, s64 interval)
{
	return hrtimer_forward_now(timer, interval);
}
