// SPDX-License-Identifier: GPL-2.0
#include <linux/dynamic_debug.h>
#include "dynamic_debug.h"

#ifdef CONFIG_DYNAMIC_DEBUG
/* A jump that is patched where the kernel can do that (CONFIG_JUMP_LABEL), a flag otherwise. */
bool cpp_helper_DYNAMIC_DEBUG_BRANCH(struct _ddebug *entry)
{
	return DYNAMIC_DEBUG_BRANCH((*entry));
}
#endif
