/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER u64 cpp_helper_resource_start(const struct resource *resource);
CPP_HELPER u64 cpp_helper_resource_size(const struct resource *resource);
CPP_HELPER bool cpp_helper_request_mem_region(u64 start, u64 size, const char *name);
CPP_HELPER void cpp_helper_release_mem_region(u64 start, u64 size);
CPP_HELPER void *cpp_helper_ioremap_resource(const struct resource *resource);
CPP_HELPER void cpp_helper_iounmap(void *address);
