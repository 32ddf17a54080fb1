// SPDX-License-Identifier: GPL-2.0
/* A module in C whose only use is a function for other modules. */
#include <linux/module.h>

int phrase_number(void);

int phrase_number(void)
{
	return 42;
}
EXPORT_SYMBOL_GPL(phrase_number);

MODULE_DESCRIPTION("Exports a function");
MODULE_LICENSE("GPL");
