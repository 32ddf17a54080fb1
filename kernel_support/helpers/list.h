/* SPDX-License-Identifier: GPL-2.0 */
#pragma once
#include "helper.h"

CPP_HELPER void cpp_helper_list_add(struct list_head *entry, struct list_head *head);
CPP_HELPER void cpp_helper_list_add_tail(struct list_head *entry, struct list_head *head);
CPP_HELPER void cpp_helper_list_del_init(struct list_head *entry);
CPP_HELPER bool cpp_helper_list_empty(const struct list_head *head);
CPP_HELPER void cpp_helper_list_splice_init(struct list_head *list, struct list_head *head);
CPP_HELPER void cpp_helper_list_splice_tail_init(struct list_head *list, struct list_head *head);

/*
 * Whether the caller is the one that turned links that nobody may use (all zeroes) into links that
 * are in no list. Whoever was that one gives the links back with release.
 */
CPP_HELPER bool cpp_helper_list_links_claim(struct list_head *links);
CPP_HELPER void cpp_helper_list_links_release(struct list_head *links);
