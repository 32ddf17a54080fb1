// SPDX-License-Identifier: GPL-2.0
/* Objects with several owners. */
#include <linux/refcount.h>
#include <linux/slab.h>

#include "bench.h"

struct shared {
	refcount_t owners;
	unsigned long value;
};

static struct shared *shared_new(unsigned long value)
{
	struct shared *shared = kmalloc(sizeof(*shared), GFP_KERNEL);

	if (!shared)
		return NULL;
	refcount_set(&shared->owners, 1);
	shared->value = value;
	return shared;
}

static inline struct shared *shared_get(struct shared *shared)
{
	refcount_inc(&shared->owners);
	return shared;
}

static inline void shared_put(struct shared *shared)
{
	if (refcount_dec_and_test(&shared->owners))
		kfree(shared);
}

int arc_clone(void)
{
	struct shared *shared = shared_new(7);
	int i;

	if (!shared)
		return -ENOMEM;
	for (i = 0; i < 1000; i++) {
		struct shared *another = shared_get(shared);

		bench_use(&another->value);
		shared_put(another);
	}
	shared_put(shared);
	return 0;
}

int arc_make(void)
{
	struct shared *shared = shared_new(7);

	if (!shared)
		return -ENOMEM;
	bench_use(&shared->value);
	bench_work();
	shared_put(shared);
	return 0;
}
