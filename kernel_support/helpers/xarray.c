// SPDX-License-Identifier: GPL-2.0
#include <linux/lockdep.h>
#include <linux/xarray.h>
#include "xarray.h"

void *cpp_helper_XA_ZERO_ENTRY(void)
{
	return XA_ZERO_ENTRY;
}

bool cpp_helper_xa_empty(const struct xarray *xa)
{
	return xa_empty(xa);
}

int cpp_helper_xa_err(void *entry)
{
	return xa_err(entry);
}

/* xa_init_flags() makes one lock class for all of a module; C++ has its own. */
void cpp_helper_xa_init_flags(struct xarray *xa, gfp_t flags, const char *name,
			      struct lock_class_key *key)
{
	xa_init_flags(xa, flags);
	lockdep_set_class_and_name(&xa->xa_lock, key, name);
}

void cpp_helper_xa_lock(struct xarray *xa)
{
	xa_lock(xa);
}

bool cpp_helper_xa_trylock(struct xarray *xa)
{
	return xa_trylock(xa);
}

void cpp_helper_xa_unlock(struct xarray *xa)
{
	xa_unlock(xa);
}
