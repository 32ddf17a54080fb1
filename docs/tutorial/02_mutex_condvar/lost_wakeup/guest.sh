# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod lost_wakeup.ko
rmmod lost_wakeup
