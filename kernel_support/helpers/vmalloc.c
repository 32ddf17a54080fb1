// SPDX-License-Identifier: GPL-2.0
#include <linux/vmalloc.h>
#include "vmalloc.h"

/* Memory above what the kernel maps is used anyhow; later kernels warn of who asks for it. */
void *cpp_helper___vmalloc(unsigned long size, gfp_t flags)
{
	return __vmalloc(size, flags & ~__GFP_HIGHMEM);
}

void *cpp_helper_vmalloc_user(unsigned long size)
{
	return vmalloc_user(size);
}
