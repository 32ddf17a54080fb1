// SPDX-License-Identifier: GPL-2.0
/* Data that is read without waiting. */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/srcu.h>

#include "bench.h"

#define TIMES 1000

struct limits {
	unsigned long low, high;
	struct rcu_head rcu;
};

struct user {
	struct limits __rcu *limits;
};

int rcu_read(void)
{
	struct user on_stack, *user = &on_stack;
	struct limits *first = kmalloc(sizeof(*first), GFP_KERNEL);
	unsigned long sum = 0;
	int i;

	if (!first)
		return -ENOMEM;
	first->low = 1;
	first->high = 1;
	RCU_INIT_POINTER(user->limits, first);
	bench_hide(user);
	for (i = 0; i < TIMES; i++) {
		struct limits *limits;

		rcu_read_lock();
		limits = rcu_dereference(user->limits);
		if (limits)
			sum += limits->high;
		rcu_read_unlock();
	}
	kfree_rcu(rcu_dereference_protected(user->limits, true), rcu);
	return sum == TIMES ? 0 : -EIO;
}

int rcu_srcu(void)
{
	struct srcu_struct *users = kmalloc(sizeof(*users), GFP_KERNEL);
	int i, ret;

	if (!users)
		return -ENOMEM;
	ret = init_srcu_struct(users);
	if (ret) {
		kfree(users);
		return ret;
	}
	bench_hide(users);
	for (i = 0; i < TIMES; i++) {
		int index = srcu_read_lock(users);

		bench_work();
		srcu_read_unlock(users, index);
	}
	srcu_barrier(users);
	cleanup_srcu_struct(users);
	kfree(users);
	return 0;
}
