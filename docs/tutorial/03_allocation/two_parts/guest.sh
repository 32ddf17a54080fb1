# SPDX-License-Identifier: GPL-2.0
insmod two_parts.ko
rmmod two_parts
