// SPDX-License-Identifier: GPL-2.0
#include <linux/proc_fs.h>
#include "proc_fs.h"

struct proc_dir_entry *cpp_helper_proc_create_data(const char *name, unsigned short mode,
						   const struct proc_ops *ops, void *data)
{
	return proc_create_data(name, mode, NULL, ops, data);
}

void cpp_helper_proc_remove(struct proc_dir_entry *entry)
{
	proc_remove(entry);
}

void *cpp_helper_pde_data(const struct inode *inode)
{
	return pde_data(inode);
}
