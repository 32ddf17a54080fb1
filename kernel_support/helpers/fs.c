// SPDX-License-Identifier: GPL-2.0
#include <linux/fs.h>
#include "fs.h"

void cpp_helper_get_file(struct file *file)
{
	get_file(file);
}

unsigned int cpp_helper_file_flags(const struct file *file)
{
	return READ_ONCE(file->f_flags);
}

const struct cred *cpp_helper_file_cred(const struct file *file)
{
	return file->f_cred;
}

void *cpp_helper_file_private_data(const struct file *file)
{
	return file->private_data;
}

void cpp_helper_set_file_private_data(struct file *file, void *data)
{
	file->private_data = data;
}

struct file *cpp_helper_file_open_root_mnt(struct vfsmount *mnt, const char *name, int flags,
					   umode_t mode)
{
	return file_open_root_mnt(mnt, name, flags, mode);
}

void *cpp_helper_inode_private(const struct inode *inode)
{
	return inode->i_private;
}

struct file *cpp_helper_kiocb_file(const struct kiocb *iocb)
{
	return iocb->ki_filp;
}

loff_t *cpp_helper_kiocb_pos(struct kiocb *iocb)
{
	return &iocb->ki_pos;
}
