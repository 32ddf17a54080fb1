// SPDX-License-Identifier: GPL-2.0
#include <linux/atomic.h>
#include <linux/list.h>
#include "list.h"

void cpp_helper_list_add(struct list_head *entry, struct list_head *head)
{
	list_add(entry, head);
}

void cpp_helper_list_add_tail(struct list_head *entry, struct list_head *head)
{
	list_add_tail(entry, head);
}

void cpp_helper_list_del_init(struct list_head *entry)
{
	list_del_init(entry);
}

bool cpp_helper_list_empty(const struct list_head *head)
{
	return list_empty(head);
}

void cpp_helper_list_splice_init(struct list_head *list, struct list_head *head)
{
	list_splice_init(list, head);
}

void cpp_helper_list_splice_tail_init(struct list_head *list, struct list_head *head)
{
	list_splice_tail_init(list, head);
}

bool cpp_helper_list_links_claim(struct list_head *links)
{
	return cmpxchg_acquire(&links->next, NULL, links) == NULL;
}

void cpp_helper_list_links_release(struct list_head *links)
{
	smp_store_release(&links->next, NULL);
}
