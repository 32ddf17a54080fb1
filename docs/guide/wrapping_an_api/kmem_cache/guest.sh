# SPDX-License-Identifier: GPL-2.0
insmod books.ko
rmmod books
# A second time: nothing of the first is left.
insmod books.ko
rmmod books
