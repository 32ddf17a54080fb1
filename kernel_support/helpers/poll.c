// SPDX-License-Identifier: GPL-2.0
#include <linux/poll.h>
#include "poll.h"

void cpp_helper_poll_wait(struct file *file, struct wait_queue_head *wait_address, poll_table *p)
{
	poll_wait(file, wait_address, p);
}
