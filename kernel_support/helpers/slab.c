// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include "slab.h"

void *cpp_helper_kmalloc(size_t size, gfp_t flags)
{
	return kmalloc(size, flags);
}

void *cpp_helper_kmalloc_node(size_t size, gfp_t flags, int node)
{
	return kmalloc_node(size, flags, node);
}

void *cpp_helper_krealloc(const void *object, size_t new_size, gfp_t flags)
{
	return krealloc(object, new_size, flags);
}

void *cpp_helper_kvmalloc_node(size_t size, gfp_t flags, int node)
{
	return kvmalloc_node(size, flags, node);
}
