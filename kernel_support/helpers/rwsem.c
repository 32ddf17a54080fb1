// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/rwsem.h>
#include "rwsem.h"

void cpp_helper_rwsem_assert_held(struct rw_semaphore *sem)
{
	lockdep_assert_held(sem);
}

void cpp_helper_rwsem_assert_held_write(struct rw_semaphore *sem)
{
	lockdep_assert_held_write(sem);
}
