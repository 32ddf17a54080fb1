/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_rcu_read_lock(void);
CPP_HELPER void cpp_helper_rcu_read_unlock(void);
CPP_HELPER void *cpp_helper_rcu_dereference(void *const *pointer);
/* Frees the block that begins with the head. */
CPP_HELPER void cpp_helper_kvfree_rcu(struct callback_head *head);
