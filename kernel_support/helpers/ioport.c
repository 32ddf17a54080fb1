// SPDX-License-Identifier: GPL-2.0
#include <linux/io.h>
#include <linux/ioport.h>
#include "ioport.h"

u64 cpp_helper_resource_start(const struct resource *resource)
{
	return resource->start;
}

u64 cpp_helper_resource_size(const struct resource *resource)
{
	return resource_size(resource);
}

bool cpp_helper_request_mem_region(u64 start, u64 size, const char *name)
{
	return request_mem_region(start, size, name);
}

void cpp_helper_release_mem_region(u64 start, u64 size)
{
	release_mem_region(start, size);
}

void *cpp_helper_ioremap_resource(const struct resource *resource)
{
	resource_size_t start = resource->start, size = resource_size(resource);

	if (resource->flags & IORESOURCE_MEM_NONPOSTED)
		return (__force void *)ioremap_np(start, size);
	return (__force void *)ioremap(start, size);
}

void cpp_helper_iounmap(void *address)
{
	iounmap((__force void __iomem *)address);
}
