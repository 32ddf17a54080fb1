/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_dma_sync_sgtable_for_cpu(struct device *dev, struct sg_table *table,
						    enum dma_data_direction direction);
CPP_HELPER void cpp_helper_dma_sync_sgtable_for_device(struct device *dev, struct sg_table *table,
						       enum dma_data_direction direction);
CPP_HELPER void cpp_helper_dma_unmap_sgtable(struct device *dev, struct sg_table *table,
					     enum dma_data_direction direction);
CPP_HELPER void cpp_helper_flush_kernel_vmap_range(void *memory, size_t size);
CPP_HELPER void cpp_helper_invalidate_kernel_vmap_range(void *memory, size_t size);
CPP_HELPER int cpp_helper_sg_alloc_table_from_vmalloc(struct sg_table *table, struct device *dev,
						      void *memory, size_t size, gfp_t flags);
CPP_HELPER dma_addr_t cpp_helper_sg_dma_address(struct scatterlist *entry);
CPP_HELPER unsigned int cpp_helper_sg_dma_len(struct scatterlist *entry);
CPP_HELPER struct scatterlist *cpp_helper_sg_next(struct scatterlist *entry);
