/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void *cpp_helper_kmalloc(size_t size, gfp_t flags);
CPP_HELPER void *cpp_helper_kmalloc_node(size_t size, gfp_t flags, int node);
CPP_HELPER void *cpp_helper_krealloc(const void *object, size_t new_size, gfp_t flags);
CPP_HELPER void *cpp_helper_kvmalloc_node(size_t size, gfp_t flags, int node);
