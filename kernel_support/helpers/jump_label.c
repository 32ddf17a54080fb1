// SPDX-License-Identifier: GPL-2.0
#include <linux/jump_label.h>
#include "jump_label.h"

bool cpp_helper_static_branch_unlikely(struct static_key_false *key)
{
	return static_branch_unlikely(key);
}
