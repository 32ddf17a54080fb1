// SPDX-License-Identifier: GPL-2.0
#include <linux/debugfs.h>
#include "debugfs.h"

struct dentry *cpp_helper_debugfs_create_dir(const char *name, struct dentry *parent)
{
	return debugfs_create_dir(name, parent);
}

struct dentry *cpp_helper_debugfs_create_file(const char *name, unsigned short mode,
					      struct dentry *parent, void *data,
					      const struct file_operations *fops)
{
	return debugfs_create_file(name, mode, parent, data, fops);
}

void cpp_helper_debugfs_remove(struct dentry *dentry)
{
	debugfs_remove(dentry);
}
