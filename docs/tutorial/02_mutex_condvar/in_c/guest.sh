# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod in_c.ko
rmmod in_c
