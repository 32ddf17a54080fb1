// SPDX-License-Identifier: GPL-2.0
/* Tasks. */
#include <linux/cred.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "bench.h"

#define TIMES 1000

int task_current_pid(void)
{
	unsigned long sum = 0;
	int i;

	for (i = 0; i < TIMES; i++) {
		sum += current->pid;
		bench_hide(sum);
	}
	return sum ? 0 : -EIO;
}

int task_get_put(void)
{
	int i;

	for (i = 0; i < TIMES; i++) {
		struct task_struct *task = current;

		get_task_struct(task);
		bench_work();
		put_task_struct(task);
	}
	return 0;
}

int task_uid_of(void)
{
	struct task_struct *task = current;
	int i;

	bench_hide(task);
	for (i = 0; i < TIMES; i++) {
		if (!uid_eq(task_uid(task), GLOBAL_ROOT_UID))
			return -EIO;
		bench_work();
	}
	return 0;
}

int task_threads(void)
{
	struct task_struct *process = current;
	int found = 0;
	int i;

	bench_hide(process);
	for (i = 0; i < TIMES; i++) {
		struct task_struct *task;

		rcu_read_lock();
		for_each_thread(process, task) found++;
		rcu_read_unlock();
		bench_hide(found);
	}
	return found == TIMES ? 0 : -EIO;
}

int task_processes(void)
{
	int found = 0;

	while (found < TIMES) {
		struct task_struct *task;

		rcu_read_lock();
		for_each_process(task)
		{
			if (++found == TIMES)
				break;
			bench_hide(found);
		}
		rcu_read_unlock();
	}
	return 0;
}
