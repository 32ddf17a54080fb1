// SPDX-License-Identifier: GPL-2.0
#include <linux/srcu.h>
#include "srcu.h"

/* init_srcu_struct() makes a lock class of its own wherever it stands; C++ has one already. */
int cpp_helper_init_srcu_struct(struct srcu_struct *srcu, const char *name,
				struct lock_class_key *key)
{
#ifdef CONFIG_DEBUG_LOCK_ALLOC
	return __init_srcu_struct(srcu, name, key);
#else
	return init_srcu_struct(srcu);
#endif
}

int cpp_helper_srcu_read_lock(struct srcu_struct *srcu)
{
	return srcu_read_lock(srcu);
}

void cpp_helper_srcu_read_unlock(struct srcu_struct *srcu, int index)
{
	srcu_read_unlock(srcu, index);
}
