// SPDX-License-Identifier: GPL-2.0
#include "../kmem_cache/kmem_cache_helpers.c"
