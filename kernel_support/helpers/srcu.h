/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER int cpp_helper_init_srcu_struct(struct srcu_struct *srcu, const char *name,
					   struct lock_class_key *key);
CPP_HELPER int cpp_helper_srcu_read_lock(struct srcu_struct *srcu);
CPP_HELPER void cpp_helper_srcu_read_unlock(struct srcu_struct *srcu, int index);
