// SPDX-License-Identifier: GPL-2.0
#include <linux/rcupdate.h>
#include "rcupdate.h"

void cpp_helper_rcu_read_lock(void)
{
	rcu_read_lock();
}

void cpp_helper_rcu_read_unlock(void)
{
	rcu_read_unlock();
}

void *cpp_helper_rcu_dereference(void *const *pointer)
{
	return rcu_dereference(*(void __rcu *const *)pointer);
}

void cpp_helper_kvfree_rcu(struct callback_head *head)
{
	struct block {
		struct rcu_head head;
	} *block = container_of(head, struct block, head);

	kvfree_rcu(block, head);
}
