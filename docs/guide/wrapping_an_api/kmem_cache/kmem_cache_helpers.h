/* SPDX-License-Identifier: GPL-2.0 */
/* What C++ calls of <linux/slab.h>, declared once for both languages. */
#pragma once
#ifndef __cplusplus
#include <linux/types.h>
#endif

//! [helpers]
struct kmem_cache;
struct kmem_cache *books_cache_create(const char *name, unsigned int size, unsigned int align);
void books_cache_destroy(struct kmem_cache *cache);
void *books_cache_alloc(struct kmem_cache *cache, gfp_t flags);
void books_cache_free(struct kmem_cache *cache, void *object);
//! [helpers]
