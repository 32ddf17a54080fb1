# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod message_passing.ko
rmmod message_passing
