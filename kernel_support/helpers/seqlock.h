/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"
#include "spinlock.h"

CPP_HELPER void cpp_helper_seqlock_init(seqlock_t *sl, const char *name,
					struct lock_class_key *lock_key,
					struct lock_class_key *count_key);
CPP_HELPER unsigned int cpp_helper_read_seqbegin(const seqlock_t *sl);
CPP_HELPER bool cpp_helper_read_seqretry(const seqlock_t *sl, unsigned int start);
CPP_HELPER void cpp_helper_write_seqlock(seqlock_t *sl);
CPP_HELPER bool cpp_helper_write_tryseqlock(seqlock_t *sl);
CPP_HELPER void cpp_helper_write_sequnlock(seqlock_t *sl);
CPP_HELPER unsigned long cpp_helper_write_seqlock_irqsave(seqlock_t *sl);
CPP_HELPER bool cpp_helper_write_tryseqlock_irqsave(seqlock_t *sl, unsigned long *flags);
CPP_HELPER void cpp_helper_write_sequnlock_irqrestore(seqlock_t *sl, unsigned long flags);
CPP_HELPER void cpp_helper_seqlock_assert_held(seqlock_t *sl);
