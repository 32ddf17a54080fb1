/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/*
 * A table of one number, and the zeroes behind it with which tables end where their length is not
 * told.
 */
CPP_HELPER void cpp_helper_sysctl_int(struct ctl_table *table, const char *name,
				      unsigned short mode, int *value, int *least, int *greatest);
CPP_HELPER struct ctl_table_header *cpp_helper_register_sysctl(const char *path,
							       struct ctl_table *table);
CPP_HELPER void cpp_helper_unregister_sysctl_table(struct ctl_table_header *header);
