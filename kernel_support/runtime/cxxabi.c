// SPDX-License-Identifier: GPL-2.0
/*
 * What the compiler expects of a C++ run-time library, as far as a kernel module
 * can have it.
 */
#include <linux/bug.h>

void __cxa_pure_virtual(void);

/* Called for a pure virtual function of an object under construction. */
__attribute__((visibility("hidden"))) void __cxa_pure_virtual(void)
{
	BUG();
}
