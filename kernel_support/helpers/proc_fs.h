/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct proc_dir_entry *cpp_helper_proc_create_data(const char *name, unsigned short mode,
							      const struct proc_ops *ops,
							      void *data);
CPP_HELPER void cpp_helper_proc_remove(struct proc_dir_entry *entry);
CPP_HELPER void *cpp_helper_pde_data(const struct inode *inode);
