// SPDX-License-Identifier: GPL-2.0
#include <linux/nodemask.h>
#include "nodemask.h"

bool cpp_helper_node_possible(int node)
{
	return node_possible(node);
}
