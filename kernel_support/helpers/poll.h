/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_poll_wait(struct file *file, struct wait_queue_head *wait_address,
				     poll_table *p);
