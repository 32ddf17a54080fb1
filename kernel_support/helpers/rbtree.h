/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_rb_link_node(struct rb_node *node, struct rb_node *parent,
					struct rb_node **link);
