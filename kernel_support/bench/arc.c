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

/* Something that knows its own address, and whose last step may fail. */
struct fixed {
	refcount_t owners;
	struct fixed *self;
	unsigned long value;
};

static BENCH_OPAQUE int fixed_start(struct fixed *fixed)
{
	bench_work();
	return fixed->value == 0 ? -EINVAL : 0;
}

int arc_init(void)
{
	struct fixed *fixed = kmalloc(sizeof(*fixed), GFP_KERNEL);
	int ret;

	if (!fixed)
		return -ENOMEM;
	fixed->self = fixed;
	fixed->value = 7;
	ret = fixed_start(fixed);
	if (ret) {
		kfree(fixed);
		return ret;
	}
	refcount_set(&fixed->owners, 1);
	bench_use(&fixed->value);
	bench_work();
	if (refcount_dec_and_test(&fixed->owners))
		kfree(fixed);
	return 0;
}

int arc_unique(void)
{
	struct shared *shared = kmalloc(sizeof(*shared), GFP_KERNEL);

	if (!shared)
		return -ENOMEM;
	shared->value = 7;
	bench_work();
	shared->value++;
	refcount_set(&shared->owners, 1);
	bench_use(&shared->value);
	bench_work();
	shared_put(shared);
	return 0;
}

struct shape_ops;

struct shape {
	refcount_t owners;
	const struct shape_ops *ops;
};

struct shape_ops {
	unsigned long (*area)(const struct shape *shape);
	void (*destroy)(struct shape *shape);
};

struct square {
	struct shape shape;
	unsigned long side;
};

static unsigned long square_area(const struct shape *shape)
{
	const struct square *square = container_of(shape, struct square, shape);

	return square->side * square->side;
}

static void square_destroy(struct shape *shape)
{
	bench_use(container_of(shape, struct square, shape)->side);
}

static const struct shape_ops square_ops = {
	.area = square_area,
	.destroy = square_destroy,
};

int arc_base(void)
{
	struct square *square = kmalloc(sizeof(*square), GFP_KERNEL);
	struct shape *shape;
	unsigned long area;

	if (!square)
		return -ENOMEM;
	square->shape.ops = &square_ops;
	square->side = 3;
	refcount_set(&square->shape.owners, 1);
	shape = &square->shape;
	bench_hide(shape);
	area = shape->ops->area(shape);
	bench_hide(area);
	if (refcount_dec_and_test(&shape->owners)) {
		shape->ops->destroy(shape);
		kfree(shape);
	}
	return 0;
}
