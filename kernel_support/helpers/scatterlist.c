// SPDX-License-Identifier: GPL-2.0
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/vmalloc.h>
#include "scatterlist.h"

void cpp_helper_dma_sync_sgtable_for_cpu(struct device *dev, struct sg_table *table,
					 enum dma_data_direction direction)
{
	dma_sync_sgtable_for_cpu(dev, table, direction);
}

void cpp_helper_dma_sync_sgtable_for_device(struct device *dev, struct sg_table *table,
					    enum dma_data_direction direction)
{
	dma_sync_sgtable_for_device(dev, table, direction);
}

void cpp_helper_dma_unmap_sgtable(struct device *dev, struct sg_table *table,
				  enum dma_data_direction direction)
{
	dma_unmap_sgtable(dev, table, direction, 0);
}

void cpp_helper_flush_kernel_vmap_range(void *memory, size_t size)
{
	flush_kernel_vmap_range(memory, size);
}

void cpp_helper_invalidate_kernel_vmap_range(void *memory, size_t size)
{
	invalidate_kernel_vmap_range(memory, size);
}

/* The kernel has this for arrays of pages only. */
int cpp_helper_sg_alloc_table_from_vmalloc(struct sg_table *table, struct device *dev, void *memory,
					   size_t size, gfp_t flags)
{
	unsigned int most = min_t(size_t, dma_get_max_seg_size(dev), dma_max_mapping_size(dev));
	unsigned int count, i;
	struct page **pages;
	int error;

	if (size > INT_MAX)
		return -ENOMEM;
	count = DIV_ROUND_UP(size, PAGE_SIZE);
	pages = kvmalloc_array(count, sizeof(*pages), flags);
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		pages[i] = vmalloc_to_page(memory + i * PAGE_SIZE);
	error = sg_alloc_table_from_pages_segment(table, pages, count, 0, size, most, flags);
	kvfree(pages);
	return error;
}

dma_addr_t cpp_helper_sg_dma_address(struct scatterlist *entry)
{
	return sg_dma_address(entry);
}

unsigned int cpp_helper_sg_dma_len(struct scatterlist *entry)
{
	return sg_dma_len(entry);
}

struct scatterlist *cpp_helper_sg_next(struct scatterlist *entry)
{
	return sg_next(entry);
}
