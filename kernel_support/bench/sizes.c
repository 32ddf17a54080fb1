// SPDX-License-Identifier: GPL-2.0
/* What the objects take, where C has the bare pointers. */
#include <linux/bitmap.h>
#include <linux/idr.h>
#include <linux/list.h>
#include <linux/rbtree.h>
#include <linux/refcount.h>
#include <linux/xarray.h>

#include "bench.h"

struct vector {
	unsigned long *data;
	size_t size;
	size_t capacity;
};

struct shared {
	refcount_t owners;
	unsigned long value;
};

struct node {
	struct rb_node links;
	unsigned long key;
	unsigned long value;
};

#define DEFINE_SIZE(name, type)                                                                    \
	int size_##name(void)                                                                      \
	{                                                                                          \
		return sizeof(type);                                                               \
	}

DEFINE_SIZE(box, unsigned long *)
DEFINE_SIZE(box_base, struct shape *)
DEFINE_SIZE(vector, struct vector)
DEFINE_SIZE(arc, struct shared *)
DEFINE_SIZE(arc_block, struct shared)
DEFINE_SIZE(aref, struct shared *)
DEFINE_SIZE(string, char *)
DEFINE_SIZE(list, struct list_head)
DEFINE_SIZE(list_links, struct list_head)
DEFINE_SIZE(rbtree, struct rb_root)
DEFINE_SIZE(rbtree_node, struct node)
DEFINE_SIZE(xarray, struct xarray)
DEFINE_SIZE(ida, struct ida)
DEFINE_SIZE(id, int)

int size_bitmap(void)
{
	DECLARE_BITMAP(bits, 100);

	return sizeof(bits);
}
