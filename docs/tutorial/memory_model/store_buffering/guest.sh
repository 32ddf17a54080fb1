# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod store_buffering.ko
rmmod store_buffering
