/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct task_struct *cpp_helper_current(void);
CPP_HELPER void cpp_helper_set_current_state(unsigned int state);
CPP_HELPER void cpp_helper___set_current_state(unsigned int state);

/* linux/sched/signal.h and linux/signal.h */
CPP_HELPER bool cpp_helper_task_sigpending(struct task_struct *task);
CPP_HELPER void cpp_helper_allow_signal(int signal);

/* linux/sched/task.h */
CPP_HELPER void cpp_helper_get_task_struct(struct task_struct *task);
CPP_HELPER void cpp_helper_put_task_struct(struct task_struct *task);
