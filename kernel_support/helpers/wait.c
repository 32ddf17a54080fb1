// SPDX-License-Identifier: GPL-2.0
#include <linux/wait.h>
#include "wait.h"

void cpp_helper_wake_up_pollfree(struct wait_queue_head *wq_head)
{
	wake_up_pollfree(wq_head);
}

bool cpp_helper_wq_has_sleeper(struct wait_queue_head *wq_head)
{
	return wq_has_sleeper(wq_head);
}
