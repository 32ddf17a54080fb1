// SPDX-License-Identifier: GPL-2.0
#include <linux/refcount.h>
#include "refcount.h"

void cpp_helper_refcount_inc(refcount_t *refcount)
{
	refcount_inc(refcount);
}

bool cpp_helper_refcount_dec_and_test(refcount_t *refcount)
{
	return refcount_dec_and_test(refcount);
}

unsigned int cpp_helper_refcount_read(const refcount_t *refcount)
{
	return refcount_read(refcount);
}
