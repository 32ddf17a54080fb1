/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

/*
 * A table of one number, and the zeroes behind it with which tables end where their length is not
 * told.
 */
CPP_HELPER void cpp_helper_sysctl_int(struct ctl_table *table, const char *name,
				      unsigned short mode, int *value, int *least, int *greatest);
/* The same with a function that makes and takes the text. */
CPP_HELPER void cpp_helper_sysctl_text(struct ctl_table *table, const char *name,
				       unsigned short mode, void *data, proc_handler *handler);
CPP_HELPER void *cpp_helper_ctl_table_data(const struct ctl_table *table);
CPP_HELPER struct ctl_table_header *cpp_helper_register_sysctl(const char *path,
							       struct ctl_table *table);
CPP_HELPER void cpp_helper_unregister_sysctl_table(struct ctl_table_header *header);
