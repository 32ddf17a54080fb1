# SPDX-License-Identifier: GPL-2.0
# What a person types in docs/tutorial/debugging_with_gdb.rst, and more.
continue
echo --- first\n
bt 3
print times
print whom
next
break cleanup_module
continue
bt 2
delete
echo --- second\n
continue
bt 2
echo --- third\n
continue
bt 1
print times
print whom
lx-version
echo --- end\n
continue
