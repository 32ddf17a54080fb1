/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct dentry *cpp_helper_debugfs_create_dir(const char *name, struct dentry *parent);
CPP_HELPER struct dentry *cpp_helper_debugfs_create_file(const char *name, unsigned short mode,
							 struct dentry *parent, void *data,
							 const struct file_operations *fops);
CPP_HELPER void cpp_helper_debugfs_remove(struct dentry *dentry);
