// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include "mutex.h"

/* A macro with PREEMPT_RT, a function otherwise. */
void cpp_helper___mutex_init(struct mutex *lock, const char *name, struct lock_class_key *key)
{
	__mutex_init(lock, name, key);
}

/* A macro with lockdep, a function otherwise. */
void cpp_helper_mutex_lock(struct mutex *lock)
{
	mutex_lock(lock);
}

void cpp_helper_mutex_assert_held(struct mutex *lock)
{
	lockdep_assert_held(lock);
}
