// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include "lockdep.h"

void cpp_helper_lockdep_register_key(struct lock_class_key *key)
{
	lockdep_register_key(key);
}

void cpp_helper_lockdep_unregister_key(struct lock_class_key *key)
{
	lockdep_unregister_key(key);
}
