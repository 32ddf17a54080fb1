// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/spinlock.h>
#include "spinlock.h"

/* spin_lock_init() makes a lock class of its own wherever it stands; C++ has one already. */
void cpp_helper_spin_lock_init(spinlock_t *lock, const char *name, struct lock_class_key *key)
{
#if defined(CONFIG_PREEMPT_RT)
	rt_mutex_base_init(&lock->lock);
	__rt_spin_lock_init(lock, name, key, false);
#elif defined(CONFIG_DEBUG_SPINLOCK)
	__raw_spin_lock_init(spinlock_check(lock), name, key, LD_WAIT_CONFIG);
#else
	spin_lock_init(lock);
#endif
}

void cpp_helper_spin_lock(spinlock_t *lock)
{
	spin_lock(lock);
}

bool cpp_helper_spin_trylock(spinlock_t *lock)
{
	return spin_trylock(lock);
}

void cpp_helper_spin_unlock(spinlock_t *lock)
{
	spin_unlock(lock);
}

unsigned long cpp_helper_spin_lock_irqsave(spinlock_t *lock)
{
	unsigned long flags;

	spin_lock_irqsave(lock, flags);
	return flags;
}

bool cpp_helper_spin_trylock_irqsave(spinlock_t *lock, unsigned long *flags)
{
	return spin_trylock_irqsave(lock, *flags);
}

void cpp_helper_spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags)
{
	spin_unlock_irqrestore(lock, flags);
}

void cpp_helper_spin_assert_held(spinlock_t *lock)
{
	lockdep_assert_held(lock);
}
