/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_wake_up_pollfree(struct wait_queue_head *wq_head);
CPP_HELPER bool cpp_helper_wq_has_sleeper(struct wait_queue_head *wq_head);
