// SPDX-License-Identifier: GPL-2.0
#include <linux/dma-mapping.h>
#include "dma-mapping.h"

/* The kernel warns of who asks for memory for a device on a bus that has no DMA. */
bool cpp_helper_dma_capable(const struct device *dev)
{
	return dev->dma_mask && dev->coherent_dma_mask;
}

dma_addr_t cpp_helper_dma_map_single(struct device *dev, void *ptr, size_t size,
				     enum dma_data_direction direction)
{
	return dma_map_single(dev, ptr, size, direction);
}

int cpp_helper_dma_mapping_error(struct device *dev, dma_addr_t address)
{
	return dma_mapping_error(dev, address);
}

int cpp_helper_dma_set_mask_and_coherent(struct device *dev, u64 mask)
{
	return dma_set_mask_and_coherent(dev, mask);
}

void cpp_helper_dma_sync_single_for_cpu(struct device *dev, dma_addr_t address, size_t size,
					enum dma_data_direction direction)
{
	dma_sync_single_for_cpu(dev, address, size, direction);
}

void cpp_helper_dma_sync_single_for_device(struct device *dev, dma_addr_t address, size_t size,
					   enum dma_data_direction direction)
{
	dma_sync_single_for_device(dev, address, size, direction);
}

void cpp_helper_dma_unmap_single(struct device *dev, dma_addr_t address, size_t size,
				 enum dma_data_direction direction)
{
	dma_unmap_single(dev, address, size, direction);
}
