/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void *cpp_helper___vmalloc(unsigned long size, gfp_t flags);
CPP_HELPER void *cpp_helper_vmalloc_user(unsigned long size);
