/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct task_struct *cpp_helper_current(void);
CPP_HELPER int cpp_helper_task_pid_nr(const struct task_struct *task);
CPP_HELPER int cpp_helper_task_tgid_nr(const struct task_struct *task);
CPP_HELPER int cpp_helper_task_pid_nr_ns(struct task_struct *task, struct pid_namespace *ns);
CPP_HELPER int cpp_helper_task_tgid_nr_ns(struct task_struct *task, struct pid_namespace *ns);
CPP_HELPER void cpp_helper_get_task_comm(char *text, const struct task_struct *task);
CPP_HELPER char cpp_helper_task_state_to_char(struct task_struct *task);
CPP_HELPER bool cpp_helper_is_kernel_thread(const struct task_struct *task);
CPP_HELPER struct task_struct *cpp_helper_group_leader(const struct task_struct *task);
CPP_HELPER struct task_struct *cpp_helper_real_parent(const struct task_struct *task);
CPP_HELPER struct pid_namespace *cpp_helper_task_get_pid_ns(struct task_struct *task);

/* linux/cred.h */
CPP_HELPER unsigned int cpp_helper_task_uid(struct task_struct *task);
CPP_HELPER unsigned int cpp_helper_task_euid(struct task_struct *task);

/* linux/pid.h; null if there is none */
CPP_HELPER struct task_struct *cpp_helper_get_task_by_vpid(int pid);
CPP_HELPER struct task_struct *cpp_helper_get_task_by_pid_ns(int pid, struct pid_namespace *ns);
CPP_HELPER void cpp_helper_set_current_state(unsigned int state);
CPP_HELPER void cpp_helper___set_current_state(unsigned int state);

/* linux/sched/signal.h and linux/signal.h */
CPP_HELPER bool cpp_helper_task_sigpending(struct task_struct *task);
CPP_HELPER bool cpp_helper_signal_pending(struct task_struct *task);
CPP_HELPER struct task_struct *cpp_helper_init_task(void);
CPP_HELPER struct task_struct *cpp_helper_next_task(struct task_struct *task);
CPP_HELPER struct list_head *cpp_helper_thread_head(const struct task_struct *task);
CPP_HELPER struct list_head *cpp_helper_next_thread(const struct list_head *node);
CPP_HELPER struct task_struct *cpp_helper_thread_at(struct list_head *node);
CPP_HELPER void cpp_helper_allow_signal(int signal);

/* linux/sched/task.h */
CPP_HELPER void cpp_helper_get_task_struct(struct task_struct *task);
CPP_HELPER void cpp_helper_put_task_struct(struct task_struct *task);
