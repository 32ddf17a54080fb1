/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_spin_lock_init(spinlock_t *lock, const char *name,
					  struct lock_class_key *key);
CPP_HELPER void cpp_helper_spin_lock(spinlock_t *lock);
CPP_HELPER bool cpp_helper_spin_trylock(spinlock_t *lock);
CPP_HELPER void cpp_helper_spin_unlock(spinlock_t *lock);
CPP_HELPER unsigned long cpp_helper_spin_lock_irqsave(spinlock_t *lock);
CPP_HELPER bool cpp_helper_spin_trylock_irqsave(spinlock_t *lock, unsigned long *flags);
CPP_HELPER void cpp_helper_spin_unlock_irqrestore(spinlock_t *lock, unsigned long flags);
CPP_HELPER void cpp_helper_spin_assert_held(spinlock_t *lock);
