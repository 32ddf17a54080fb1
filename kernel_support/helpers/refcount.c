// SPDX-License-Identifier: GPL-2.0
#include <linux/refcount.h>
#include "refcount.h"

unsigned int cpp_helper_refcount_read(const refcount_t *refcount)
{
	return refcount_read(refcount);
}

void cpp_helper_refcount_set(refcount_t *refcount, unsigned int value)
{
	refcount_set(refcount, value);
}

void cpp_helper_refcount_inc(refcount_t *refcount)
{
	refcount_inc(refcount);
}

bool cpp_helper_refcount_inc_not_zero(refcount_t *refcount)
{
	return refcount_inc_not_zero(refcount);
}

void cpp_helper_refcount_dec(refcount_t *refcount)
{
	refcount_dec(refcount);
}

bool cpp_helper_refcount_dec_and_test(refcount_t *refcount)
{
	return refcount_dec_and_test(refcount);
}
