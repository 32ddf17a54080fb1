/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER bool cpp_helper_dma_capable(const struct device *dev);
CPP_HELPER dma_addr_t cpp_helper_dma_map_single(struct device *dev, void *ptr, size_t size,
						enum dma_data_direction direction);
CPP_HELPER int cpp_helper_dma_mapping_error(struct device *dev, dma_addr_t address);
CPP_HELPER int cpp_helper_dma_set_mask_and_coherent(struct device *dev, u64 mask);
CPP_HELPER void cpp_helper_dma_sync_single_for_cpu(struct device *dev, dma_addr_t address,
						   size_t size, enum dma_data_direction direction);
CPP_HELPER void cpp_helper_dma_sync_single_for_device(struct device *dev, dma_addr_t address,
						      size_t size,
						      enum dma_data_direction direction);
CPP_HELPER void cpp_helper_dma_unmap_single(struct device *dev, dma_addr_t address, size_t size,
					    enum dma_data_direction direction);
