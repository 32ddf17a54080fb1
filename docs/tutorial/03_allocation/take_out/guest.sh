# SPDX-License-Identifier: GPL-2.0
insmod take_out.ko
rmmod take_out
