// SPDX-License-Identifier: GPL-2.0
#include <linux/idr.h>
#include "idr.h"

/* For lockdep, all of a module are of one class, whose key is in xa_init_flags(). */
void cpp_helper_ida_init(struct ida *ida)
{
	ida_init(ida);
}

bool cpp_helper_ida_is_empty(const struct ida *ida)
{
	return ida_is_empty(ida);
}
