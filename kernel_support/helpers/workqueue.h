/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct workqueue_struct *cpp_helper_alloc_workqueue(const char *name, unsigned int flags,
							       int max_active);
CPP_HELPER struct workqueue_struct *cpp_helper_alloc_ordered_workqueue(const char *name,
								       unsigned int flags);
CPP_HELPER void cpp_helper_init_work(struct work_struct *work, work_func_t function,
				     const char *name, struct lock_class_key *key);
CPP_HELPER void cpp_helper_init_delayed_work(struct delayed_work *work, work_func_t function,
					     const char *name, struct lock_class_key *key,
					     struct lock_class_key *timer_key);
CPP_HELPER void cpp_helper_destroy_work(struct work_struct *work);
CPP_HELPER bool cpp_helper_mod_delayed_work(struct workqueue_struct *queue,
					    struct delayed_work *work, unsigned long delay);
CPP_HELPER bool cpp_helper_cancel_delayed_work(struct delayed_work *work);
CPP_HELPER void cpp_helper_destroy_delayed_work(struct delayed_work *work);
CPP_HELPER bool cpp_helper_work_pending(const struct work_struct *work);
