// SPDX-License-Identifier: GPL-2.0
/* Memory, and arrays that grow. */
#include <linux/slab.h>

#include "bench.h"

struct block {
	unsigned long words[8];
};

int box_uninit(void)
{
	struct block *block = kmalloc(sizeof(*block), GFP_KERNEL);

	if (!block)
		return -ENOMEM;
	bench_use(block);
	kfree(block);
	return 0;
}

int box_filled(void)
{
	unsigned long first = 1;
	struct block *block;

	bench_hide(first);
	block = kmalloc(sizeof(*block), GFP_KERNEL);
	if (!block)
		return -ENOMEM;
	*block = (struct block){ { first, 2, 3, 4, 5, 6, 7, 8 } };
	bench_use(block);
	bench_work();
	kfree(block);
	return 0;
}

int box_zeroed(void)
{
	struct block *block = kzalloc(sizeof(*block), GFP_KERNEL);

	if (!block)
		return -ENOMEM;
	bench_use(block);
	kfree(block);
	return 0;
}

struct shape {
	const struct shape_ops *ops;
};

struct shape_ops {
	unsigned long (*area)(const struct shape *shape);
	void (*destroy)(struct shape *shape);
};

struct rectangle {
	struct shape shape;
	unsigned long width;
	unsigned long height;
};

static unsigned long rectangle_area(const struct shape *shape)
{
	const struct rectangle *rectangle = container_of(shape, struct rectangle, shape);

	return rectangle->width * rectangle->height;
}

static void rectangle_destroy(struct shape *shape)
{
	bench_use(container_of(shape, struct rectangle, shape)->width);
}

static const struct shape_ops rectangle_ops = {
	.area = rectangle_area,
	.destroy = rectangle_destroy,
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

int box_base(void)
{
	unsigned long width = 3;
	struct rectangle *rectangle;
	struct shape *shape;
	unsigned long area;

	bench_hide(width);
	rectangle = kmalloc(sizeof(*rectangle), GFP_KERNEL);
	if (!rectangle)
		return -ENOMEM;
	*rectangle = (struct rectangle){ { &rectangle_ops }, width, 4 };
	shape = &rectangle->shape;
	if (width == 4) {
		struct square *square = kmalloc(sizeof(*square), GFP_KERNEL);

		if (square)
			*square = (struct square){ { &square_ops }, width };
		shape->ops->destroy(shape);
		kfree(shape);
		if (!square)
			return -ENOMEM;
		shape = &square->shape;
	}
	bench_hide(shape);
	area = shape->ops->area(shape);
	bench_hide(area);
	shape->ops->destroy(shape);
	kfree(shape);
	return 0;
}

struct part {
	struct part *self;
	unsigned long value;
};

static BENCH_OPAQUE int part_start(struct part *part)
{
	bench_work();
	return part->value == 0 ? -EINVAL : 0;
}

static inline int part_init(struct part *part, unsigned long value)
{
	part->self = part;
	part->value = value;
	return part_start(part);
}

static inline void part_destroy(struct part *part)
{
	bench_use(part->self);
	bench_work();
}

static inline int use_part(unsigned long value)
{
	struct part *part = kmalloc(sizeof(*part), GFP_KERNEL);
	int ret;

	if (!part)
		return -ENOMEM;
	ret = part_init(part, value);
	if (ret)
		goto err_free;
	bench_use(part);
	bench_work();
	part_destroy(part);
	kfree(part);
	return 0;

err_free:
	part_destroy(part);
	kfree(part);
	return ret;
}

int box_init(void)
{
	return use_part(7);
}

int box_init_err(void)
{
	return use_part(0);
}

struct pair {
	struct part first;
	unsigned long number;
	struct part second;
};

static inline int use_pair(unsigned long second)
{
	struct pair *pair = kmalloc(sizeof(*pair), GFP_KERNEL);
	int ret;

	if (!pair)
		return -ENOMEM;
	ret = part_init(&pair->first, 7);
	if (ret)
		goto err_first;
	ret = part_init(&pair->second, second);
	if (ret)
		goto err_second;
	pair->number = 3;
	bench_use(pair);
	bench_work();

err_second:
	part_destroy(&pair->second);
err_first:
	part_destroy(&pair->first);
	kfree(pair);
	return ret;
}

int box_members(void)
{
	return use_pair(8);
}

int box_members_err(void)
{
	return use_pair(0);
}

int box_node(void)
{
	struct block *block = kmalloc_node(sizeof(*block), GFP_KERNEL, NUMA_NO_NODE);

	if (!block)
		return -ENOMEM;
	bench_use(block);
	kfree(block);
	return 0;
}

struct vector {
	unsigned long *data;
	size_t size;
	size_t capacity;
};

static int push(struct vector *vector, unsigned long number)
{
	if (vector->size == vector->capacity) {
		size_t capacity = vector->capacity ? 2 * vector->capacity : 4;
		unsigned long *data;

		data = krealloc_array(vector->data, capacity, sizeof(*data), GFP_KERNEL);
		if (!data)
			return -ENOMEM;
		vector->data = data;
		vector->capacity = capacity;
	}
	vector->data[vector->size++] = number;
	return 0;
}

int vector_grow(void)
{
	struct vector vector = {};
	unsigned long i;
	int ret = 0;

	for (i = 0; i < 1000; i++) {
		ret = push(&vector, i);
		if (ret)
			break;
	}
	bench_use(vector.data);
	kfree(vector.data);
	return ret;
}

int vector_reserved(void)
{
	struct vector vector = { .capacity = 1000 };
	unsigned long i;
	int ret = 0;

	vector.data = kmalloc_array(vector.capacity, sizeof(*vector.data), GFP_KERNEL);
	if (!vector.data)
		return -ENOMEM;
	for (i = 0; i < 1000; i++) {
		ret = push(&vector, i);
		if (ret)
			break;
	}
	bench_use(vector.data);
	kfree(vector.data);
	return ret;
}

struct boxes {
	unsigned long **data;
	size_t size;
	size_t capacity;
};

static int push_box(struct boxes *boxes, unsigned long *box)
{
	if (boxes->size == boxes->capacity) {
		size_t capacity = boxes->capacity ? 2 * boxes->capacity : 4;
		unsigned long **data;

		data = krealloc_array(boxes->data, capacity, sizeof(*data), GFP_KERNEL);
		if (!data)
			return -ENOMEM;
		boxes->data = data;
		boxes->capacity = capacity;
	}
	boxes->data[boxes->size++] = box;
	return 0;
}

int vector_boxes(void)
{
	struct boxes boxes = {};
	unsigned long i;
	int ret = 0;

	for (i = 0; i < 1000; i++) {
		unsigned long *box = kmalloc(sizeof(*box), GFP_KERNEL);

		if (!box) {
			ret = -ENOMEM;
			break;
		}
		*box = i;
		ret = push_box(&boxes, box);
		if (ret) {
			kfree(box);
			break;
		}
	}
	while (boxes.size)
		kfree(boxes.data[--boxes.size]);
	kfree(boxes.data);
	return ret;
}
