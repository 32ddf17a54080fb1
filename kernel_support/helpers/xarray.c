// SPDX-License-Identifier: GPL-2.0
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

/* For lockdep, all of a module are of one class, whose key is in xa_init_flags(). */
void cpp_helper_xa_init_flags(struct xarray *xa, gfp_t flags)
{
	xa_init_flags(xa, flags);
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
