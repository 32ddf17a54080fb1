# SPDX-License-Identifier: GPL-2.0
insmod works.ko
rmmod works
