// SPDX-License-Identifier: GPL-2.0
/*
 * All helpers as one translation unit, compiled once for each kernel. Sorted.
 */
#include "bug.c"
#include "jump_label.c"

#include "../runtime/cxxabi.c"
