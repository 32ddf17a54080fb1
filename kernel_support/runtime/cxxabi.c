// SPDX-License-Identifier: GPL-2.0
/*
 * What the compiler expects of a C++ run-time library, as far as a kernel module
 * can have it.
 */
#include <linux/bug.h>
#include <linux/printk.h>

void __cxa_pure_virtual(void);
void cpp_operator_delete(void *object) __asm__("_ZdlPv");

/* Called for a pure virtual function of an object under construction. */
__attribute__((visibility("hidden"))) void __cxa_pure_virtual(void)
{
	pr_emerg("a pure virtual function is called: do that when the object is whole\n");
	BUG();
}

/*
 * operator delete(void *): what a "delete" expression does for an object with a
 * virtual destructor, through the second entry that each has in its vtable. No
 * owner of the project goes there: it calls the first one and gives the memory
 * back itself, as it knows the allocator and this function does not.
 *
 * It stays a function, in a section of its own, for check_object.sh to see who
 * calls it. A module without virtual destructors does not have it.
 */
__attribute__((visibility("hidden"), __noinline__, __noclone__,
	       section(".text.unlikely.operator_delete"))) void
cpp_operator_delete(void *object)
{
	WARN(1, "an object was deleted, and leaks: leave that to the box that owns it\n");
}
