// SPDX-License-Identifier: GPL-2.0
#include <linux/uio.h>
#include "uio.h"

unsigned long cpp_helper_copy_from_iter(void *addr, unsigned long bytes, struct iov_iter *i)
{
	return copy_from_iter(addr, bytes, i);
}

unsigned long cpp_helper_copy_to_iter(const void *addr, unsigned long bytes, struct iov_iter *i)
{
	return copy_to_iter(addr, bytes, i);
}

unsigned long cpp_helper_iov_iter_count(const struct iov_iter *i)
{
	return iov_iter_count(i);
}
