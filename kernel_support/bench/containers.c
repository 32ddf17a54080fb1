// SPDX-License-Identifier: GPL-2.0
/* Lists, trees, arrays with holes, numbers that are handed out, bits. */
#include <linux/bitmap.h>
#include <linux/idr.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/xarray.h>

#include "bench.h"

struct job {
	struct list_head links;
	unsigned long number;
};

int list_push_pop(void)
{
	struct job *job;
	LIST_HEAD(jobs);
	int i;

	job = kmalloc(sizeof(*job), GFP_KERNEL);
	if (!job)
		return -ENOMEM;
	job->number = 7;
	for (i = 0; i < 1000; i++) {
		list_add_tail(&job->links, &jobs);
		bench_work();
		job = list_first_entry_or_null(&jobs, struct job, links);
		if (!job)
			return -ENOENT;
		list_del_init(&job->links);
	}
	bench_use(job->number);
	kfree(job);
	return 0;
}

struct node {
	struct rb_node links;
	unsigned long key;
	unsigned long value;
};

/* Visits the keys in an order that is none. */
#define KEYS 1000
#define KEY(i) ((i)*7919 % KEYS)

static struct node *tree_find(struct rb_root *tree, unsigned long key)
{
	struct rb_node *at = tree->rb_node;

	while (at) {
		struct node *node = rb_entry(at, struct node, links);

		if (key < node->key)
			at = at->rb_left;
		else if (key > node->key)
			at = at->rb_right;
		else
			return node;
	}
	return NULL;
}

static int tree_insert(struct rb_root *tree, unsigned long key, unsigned long value)
{
	struct rb_node **link = &tree->rb_node, *parent = NULL;
	struct node *node = kmalloc(sizeof(*node), GFP_KERNEL);

	if (!node)
		return -ENOMEM;
	node->key = key;
	node->value = value;
	while (*link) {
		struct node *there;

		parent = *link;
		there = rb_entry(parent, struct node, links);
		if (key < there->key) {
			link = &parent->rb_left;
		} else if (key > there->key) {
			link = &parent->rb_right;
		} else {
			rb_replace_node(parent, &node->links, tree);
			kfree(there);
			return 0;
		}
	}
	rb_link_node(&node->links, parent, link);
	rb_insert_color(&node->links, tree);
	return 0;
}

static void tree_free(struct rb_root *tree)
{
	struct node *node, *next;

	rbtree_postorder_for_each_entry_safe(node, next, tree, links) kfree(node);
}

static int tree_fill(struct rb_root *tree)
{
	unsigned long i;

	for (i = 0; i < KEYS; i++) {
		int ret = tree_insert(tree, KEY(i), i);

		if (ret)
			return ret;
	}
	return 0;
}

int rbtree_insert(void)
{
	struct rb_root tree = RB_ROOT;
	unsigned long i;
	int ret;

	ret = tree_fill(&tree);
	if (ret)
		goto out;
	for (i = 0; i < KEYS; i++) {
		struct node *node = tree_find(&tree, KEY(i));

		if (!node) {
			ret = -ENOENT;
			goto out;
		}
		rb_erase(&node->links, &tree);
		bench_use(node->value);
		kfree(node);
	}
out:
	tree_free(&tree);
	return ret;
}

/* How often the tree is searched, so that its making hardly counts. */
#define ROUNDS 10

int rbtree_find(void)
{
	struct rb_root tree = RB_ROOT;
	unsigned long i;
	int ret, round;

	ret = tree_fill(&tree);
	if (ret)
		goto out;
	for (round = 0; round < ROUNDS; round++) {
		for (i = 0; i < KEYS; i++) {
			struct node *node = tree_find(&tree, KEY(i));

			if (!node) {
				ret = -ENOENT;
				goto out;
			}
			bench_use(node->value);
		}
	}
out:
	tree_free(&tree);
	return ret;
}

int xarray_store(void)
{
	unsigned long *box;
	struct xarray array;
	unsigned long i;
	int ret = 0;

	xa_init_flags(&array, XA_FLAGS_ALLOC);
	for (i = 0; i < 1000; i++) {
		unsigned long *old;

		box = kmalloc(sizeof(*box), GFP_KERNEL);
		if (!box) {
			ret = -ENOMEM;
			goto out;
		}
		*box = i;
		old = xa_store(&array, i, box, GFP_KERNEL);
		ret = xa_err(old);
		if (ret) {
			kfree(box);
			goto out;
		}
		kfree(old);
	}
	for (i = 0; i < 1000; i++) {
		xa_lock(&array);
		box = xa_load(&array, i);
		if (!box) {
			xa_unlock(&array);
			ret = -ENOENT;
			goto out;
		}
		bench_use(*box);
		xa_unlock(&array);
	}
out:
	xa_for_each(&array, i, box) kfree(box);
	xa_destroy(&array);
	return ret;
}

int xarray_handle(void)
{
	unsigned long *box, *found;
	struct xarray array;
	u32 handle;
	int ret;

	xa_init_flags(&array, XA_FLAGS_ALLOC);
	box = kmalloc(sizeof(*box), GFP_KERNEL);
	if (!box)
		return -ENOMEM;
	*box = 7;
	xa_lock(&array);
	ret = __xa_alloc(&array, &handle, box, xa_limit_32b, GFP_NOWAIT);
	if (ret) {
		xa_unlock(&array);
		kfree(box);
		return ret;
	}
	found = xa_load(&array, handle);
	if (found)
		bench_use(*found);
	box = __xa_erase(&array, handle);
	xa_unlock(&array);
	kfree(box);
	xa_destroy(&array);
	return 0;
}

int id_alloc(void)
{
	struct ida ids;
	int id;

	ida_init(&ids);
	id = ida_alloc_max(&ids, 255, GFP_KERNEL);
	if (id < 0)
		return id;
	bench_use(id);
	ida_free(&ids, id);
	ida_destroy(&ids);
	return 0;
}

int bitmap_find(void)
{
	static DECLARE_BITMAP(used, 100);
	unsigned long bit;

	bench_work();
	bit = find_next_zero_bit(used, 100, 0);
	if (bit >= 100)
		return -ENOSPC;
	__set_bit(bit, used);
	bench_work();
	__clear_bit(bit, used);
	return 0;
}
