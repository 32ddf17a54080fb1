// SPDX-License-Identifier: GPL-2.0
/* Variables that are changed without a lock. */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/refcount.h>

#include "bench.h"

#define TIMES 1000

#define WITH_ATOMIC(number)                                                                        \
	atomic_t number##_ = ATOMIC_INIT(0), *number = &number##_;                                 \
                                                                                                   \
	bench_hide(number)

int atomic_int_add(void)
{
	int i;
	WITH_ATOMIC(number);

	for (i = 0; i < TIMES; i++)
		atomic_add(1, number);
	return atomic_read(number) == TIMES ? 0 : -EIO;
}

int atomic_int_fetch_add(void)
{
	int i;
	WITH_ATOMIC(number);

	for (i = 0; i < TIMES; i++)
		bench_use(atomic_fetch_add(1, number));
	return atomic_read(number) == TIMES ? 0 : -EIO;
}

int atomic_s64_fetch_add(void)
{
	atomic64_t on_stack = ATOMIC64_INIT(0), *number = &on_stack;
	int i;

	bench_hide(number);
	for (i = 0; i < TIMES; i++)
		bench_use(atomic64_fetch_add(1, number));
	return atomic64_read(number) == TIMES ? 0 : -EIO;
}

int atomic_int_cmpxchg(void)
{
	int i;
	WITH_ATOMIC(number);

	for (i = 0; i < TIMES; i++) {
		if (atomic_cmpxchg(number, i, i + 1) != i)
			return -EIO;
	}
	return 0;
}

int atomic_int_try_cmpxchg(void)
{
	int i;
	WITH_ATOMIC(number);

	for (i = 0; i < TIMES; i++) {
		int now = atomic_read(number);

		while (!atomic_try_cmpxchg(number, &now, now + 1))
			;
	}
	return atomic_read(number) == TIMES ? 0 : -EIO;
}

int atomic_int_load(void)
{
	int i;
	WITH_ATOMIC(number);

	for (i = 0; i < TIMES; i++)
		bench_use(atomic_read_acquire(number));
	return 0;
}

int atomic_int_store(void)
{
	int i;
	WITH_ATOMIC(number);

	for (i = 0; i < TIMES; i++)
		atomic_set_release(number, i);
	return 0;
}

int atomic_bool_xchg(void)
{
	bool on_stack = false, *flag = &on_stack;
	int i;

	bench_hide(flag);
	for (i = 0; i < TIMES; i++)
		bench_use(xchg(flag, true));
	return 0;
}

int refcount_inc_dec(void)
{
	refcount_t on_stack = REFCOUNT_INIT(1), *owners = &on_stack;
	int i;

	bench_hide(owners);
	for (i = 0; i < TIMES; i++) {
		refcount_inc(owners);
		if (refcount_dec_and_test(owners))
			return -EIO;
	}
	return 0;
}

int refcount_find(void)
{
	refcount_t on_stack = REFCOUNT_INIT(1), *owners = &on_stack;
	int i;

	bench_hide(owners);
	for (i = 0; i < TIMES; i++) {
		if (!refcount_inc_not_zero(owners))
			return -EIO;
		refcount_dec(owners);
	}
	return 0;
}
