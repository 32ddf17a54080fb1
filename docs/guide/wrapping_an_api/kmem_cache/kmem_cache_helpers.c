// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>

#include "kmem_cache_helpers.h"

//! [helpers]
struct kmem_cache *books_cache_create(const char *name, unsigned int size, unsigned int align)
{
	return kmem_cache_create(name, size, align, 0, NULL);
}

void *books_cache_alloc(struct kmem_cache *cache, gfp_t flags)
{
	return kmem_cache_alloc(cache, flags);
}
//! [helpers]

void books_cache_destroy(struct kmem_cache *cache)
{
	kmem_cache_destroy(cache);
}

void books_cache_free(struct kmem_cache *cache, void *object)
{
	kmem_cache_free(cache, object);
}
