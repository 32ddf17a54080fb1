/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_get_file(struct file *file);
CPP_HELPER unsigned int cpp_helper_file_flags(const struct file *file);
CPP_HELPER const struct cred *cpp_helper_file_cred(const struct file *file);
CPP_HELPER void *cpp_helper_file_private_data(const struct file *file);
CPP_HELPER void cpp_helper_set_file_private_data(struct file *file, void *data);
CPP_HELPER struct file *cpp_helper_file_open_root_mnt(struct vfsmount *mnt, const char *name,
						      int flags, umode_t mode);
CPP_HELPER void *cpp_helper_inode_private(const struct inode *inode);
CPP_HELPER struct file *cpp_helper_kiocb_file(const struct kiocb *iocb);
CPP_HELPER loff_t *cpp_helper_kiocb_pos(struct kiocb *iocb);
