// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/signal.h>
#include <linux/string.h>
#include "sched.h"

struct task_struct *cpp_helper_current(void)
{
	return current;
}

int cpp_helper_task_pid_nr(const struct task_struct *task)
{
	return task->pid;
}

int cpp_helper_task_tgid_nr(const struct task_struct *task)
{
	return task->tgid;
}

int cpp_helper_task_pid_nr_ns(struct task_struct *task, struct pid_namespace *ns)
{
	return task_pid_nr_ns(task, ns);
}

int cpp_helper_task_tgid_nr_ns(struct task_struct *task, struct pid_namespace *ns)
{
	return task_tgid_nr_ns(task, ns);
}

/* Without task_lock(), as get_task_comm() is in later kernels: the last byte is always zero. */
void cpp_helper_get_task_comm(char *text, const struct task_struct *task)
{
	strscpy_pad(text, task->comm, TASK_COMM_LEN);
}

char cpp_helper_task_state_to_char(struct task_struct *task)
{
	return task_state_to_char(task);
}

bool cpp_helper_is_kernel_thread(const struct task_struct *task)
{
	return task->flags & PF_KTHREAD;
}

struct task_struct *cpp_helper_group_leader(const struct task_struct *task)
{
	return task->group_leader;
}

struct task_struct *cpp_helper_real_parent(const struct task_struct *task)
{
	return rcu_dereference(task->real_parent);
}

/* As in later kernels: a task that has ended is in no namespace any more. */
struct pid_namespace *cpp_helper_task_get_pid_ns(struct task_struct *task)
{
	struct pid_namespace *ns;

	rcu_read_lock();
	ns = task_active_pid_ns(task);
	if (ns)
		get_pid_ns(ns);
	rcu_read_unlock();
	return ns;
}

unsigned int cpp_helper_task_uid(struct task_struct *task)
{
	return __kuid_val(task_uid(task));
}

unsigned int cpp_helper_task_euid(struct task_struct *task)
{
	return __kuid_val(task_cred_xxx(task, euid));
}

struct task_struct *cpp_helper_get_task_by_vpid(int pid)
{
	struct task_struct *task;

	rcu_read_lock();
	task = get_pid_task(find_vpid(pid), PIDTYPE_PID);
	rcu_read_unlock();
	return task;
}

struct task_struct *cpp_helper_get_task_by_pid_ns(int pid, struct pid_namespace *ns)
{
	struct task_struct *task;

	rcu_read_lock();
	task = get_pid_task(find_pid_ns(pid, ns), PIDTYPE_PID);
	rcu_read_unlock();
	return task;
}

bool cpp_helper_signal_pending(struct task_struct *task)
{
	return signal_pending(task);
}

struct task_struct *cpp_helper_init_task(void)
{
	return &init_task;
}

struct task_struct *cpp_helper_next_task(struct task_struct *task)
{
	return next_task(task);
}

/* The list of the signals, as for_each_thread() has it: one who left still leads to its end. */
struct list_head *cpp_helper_thread_head(const struct task_struct *task)
{
	return &task->signal->thread_head;
}

struct list_head *cpp_helper_next_thread(const struct list_head *node)
{
	return rcu_dereference(list_next_rcu(node));
}

struct task_struct *cpp_helper_thread_at(struct list_head *node)
{
	return list_entry(node, struct task_struct, thread_node);
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
