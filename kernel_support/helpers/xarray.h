/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void *cpp_helper_XA_ZERO_ENTRY(void);
CPP_HELPER bool cpp_helper_xa_empty(const struct xarray *xa);
CPP_HELPER int cpp_helper_xa_err(void *entry);
CPP_HELPER void cpp_helper_xa_init_flags(struct xarray *xa, gfp_t flags, const char *name,
					 struct lock_class_key *key);
CPP_HELPER void cpp_helper_xa_lock(struct xarray *xa);
CPP_HELPER bool cpp_helper_xa_trylock(struct xarray *xa);
CPP_HELPER void cpp_helper_xa_unlock(struct xarray *xa);
