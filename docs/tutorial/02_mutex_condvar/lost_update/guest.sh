# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod lost_update.ko
rmmod lost_update
