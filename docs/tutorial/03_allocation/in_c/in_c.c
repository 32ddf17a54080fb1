// SPDX-License-Identifier: GPL-2.0
// The index of the sample as a module in C writes it.

#include <linux/module.h>
#include <linux/rbtree.h>
#include <linux/slab.h>

//! [c]
struct book {
	struct rb_node links;
	int year;
};

static struct rb_root books = RB_ROOT;

static int add_book(int year)
{
	struct rb_node **link = &books.rb_node, *parent = NULL;
	struct book *book = kmalloc(sizeof(*book), GFP_KERNEL);

	if (!book)
		return -ENOMEM;
	book->year = year;
	while (*link) {
		struct book *there = rb_entry(*link, struct book, links);

		parent = *link;
		if (year == there->year) {
			kfree(book);
			return -EEXIST;
		}
		link = year < there->year ? &parent->rb_left : &parent->rb_right;
	}
	rb_link_node(&book->links, parent, link);
	rb_insert_color(&book->links, &books);
	return 0;
}

static void free_books(void)
{
	struct book *book, *next;

	rbtree_postorder_for_each_entry_safe(book, next, &books, links) kfree(book);
}

static int __init in_c_init(void)
{
	static const int years[] = { 1852, 1815, 1843 };
	struct rb_node *at;
	int error, i;

	for (i = 0; i < ARRAY_SIZE(years); i++) {
		error = add_book(years[i]);
		if (error) {
			free_books();
			return error;
		}
	}
	for (at = rb_first(&books); at; at = rb_next(at))
		pr_info("in_c: in order: %d\n", rb_entry(at, struct book, links)->year);
	return 0;
}

static void __exit in_c_exit(void)
{
	free_books();
}
//! [c]

module_init(in_c_init);
module_exit(in_c_exit);
MODULE_DESCRIPTION("An index of books, written in C");
MODULE_LICENSE("GPL");
