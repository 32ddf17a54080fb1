// SPDX-License-Identifier: GPL-2.0
#include <linux/sysctl.h>
#include <linux/version.h>
#include "sysctl.h"

void cpp_helper_sysctl_int(struct ctl_table *table, const char *name, unsigned short mode,
			   int *value, int *least, int *greatest)
{
	*table = (struct ctl_table){
		.procname = name,
		.data = value,
		.maxlen = sizeof(*value),
		.mode = mode,
		.proc_handler = proc_dointvec_minmax,
		.extra1 = least,
		.extra2 = greatest,
	};
}

void cpp_helper_sysctl_text(struct ctl_table *table, const char *name, unsigned short mode,
			    void *data, proc_handler *handler)
{
	*table = (struct ctl_table){
		.procname = name,
		.data = data,
		.mode = mode,
		.proc_handler = handler,
	};
}

void *cpp_helper_ctl_table_data(const struct ctl_table *table)
{
	return table->data;
}

struct ctl_table_header *cpp_helper_register_sysctl(const char *path, struct ctl_table *table)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
	return register_sysctl_sz(path, table, 1);
#else
	return register_sysctl(path, table);
#endif
}

void cpp_helper_unregister_sysctl_table(struct ctl_table_header *header)
{
	unregister_sysctl_table(header);
}
