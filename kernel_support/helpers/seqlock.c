// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/seqlock.h>
#include "seqlock.h"

/* seqlock_init() makes two lock classes wherever it stands; C++ has them already. */
void cpp_helper_seqlock_init(seqlock_t *sl, const char *name, struct lock_class_key *lock_key,
			     struct lock_class_key *count_key)
{
	cpp_helper_spin_lock_init(&sl->lock, name, lock_key);
	__seqcount_init(&sl->seqcount.seqcount, name, count_key);
	__SEQ_LOCK(sl->seqcount.lock = &sl->lock);
}

unsigned int cpp_helper_read_seqbegin(const seqlock_t *sl)
{
	return read_seqbegin(sl);
}

bool cpp_helper_read_seqretry(const seqlock_t *sl, unsigned int start)
{
	return read_seqretry(sl, start);
}

void cpp_helper_write_seqlock(seqlock_t *sl)
{
	write_seqlock(sl);
}

/* The kernel has none: this is write_seqlock() with spin_trylock() in it. */
bool cpp_helper_write_tryseqlock(seqlock_t *sl)
{
	if (!spin_trylock(&sl->lock))
		return false;
	do_write_seqcount_begin(&sl->seqcount.seqcount);
	return true;
}

void cpp_helper_write_sequnlock(seqlock_t *sl)
{
	write_sequnlock(sl);
}

unsigned long cpp_helper_write_seqlock_irqsave(seqlock_t *sl)
{
	unsigned long flags;

	write_seqlock_irqsave(sl, flags);
	return flags;
}

bool cpp_helper_write_tryseqlock_irqsave(seqlock_t *sl, unsigned long *flags)
{
	if (!spin_trylock_irqsave(&sl->lock, *flags))
		return false;
	do_write_seqcount_begin(&sl->seqcount.seqcount);
	return true;
}

void cpp_helper_write_sequnlock_irqrestore(seqlock_t *sl, unsigned long flags)
{
	write_sequnlock_irqrestore(sl, flags);
}

void cpp_helper_seqlock_assert_held(seqlock_t *sl)
{
	lockdep_assert_held(&sl->lock);
}
