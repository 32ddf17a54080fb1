// SPDX-License-Identifier: GPL-2.0
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/signal.h>
#include "sched.h"

struct task_struct *cpp_helper_current(void)
{
	return current;
}

void cpp_helper_set_current_state(unsigned int state)
{
	set_current_state(state);
}

void cpp_helper___set_current_state(unsigned int state)
{
	__set_current_state(state);
}

bool cpp_helper_task_sigpending(struct task_struct *task)
{
	return task_sigpending(task);
}

void cpp_helper_allow_signal(int signal)
{
	allow_signal(signal);
}

void cpp_helper_get_task_struct(struct task_struct *task)
{
	get_task_struct(task);
}

void cpp_helper_put_task_struct(struct task_struct *task)
{
	/*
	 * put_task_struct() asks on PREEMPT_RT whether it may sleep: who calls this may. And that
	 * question beside a `current` is more than GCC 12 can write to LTO objects on 6.12.
	 */
	put_task_struct_many(task, 1);
}
