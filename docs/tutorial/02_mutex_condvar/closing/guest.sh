# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod closing.ko
rmmod closing
