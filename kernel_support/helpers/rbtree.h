/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER struct rb_node *cpp_helper_rb_first(const struct rb_root *root);
CPP_HELPER struct rb_node *cpp_helper_rb_last(const struct rb_root *root);
CPP_HELPER void cpp_helper_rb_link_node(struct rb_node *node, struct rb_node *parent,
					struct rb_node **link);
