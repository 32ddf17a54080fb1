// SPDX-License-Identifier: GPL-2.0
/*
 * All helpers as one translation unit, compiled once for each kernel. Sorted.
 */
#include "bitmap.c"
#include "bitops.c"
#include "bug.c"
#include "find.c"
#include "idr.c"
#include "jump_label.c"
#include "list.c"
#include "nodemask.c"
#include "rbtree.c"
#include "refcount.c"
#include "slab.c"
#include "vmalloc.c"
#include "xarray.c"

#include "../runtime/cxxabi.c"
