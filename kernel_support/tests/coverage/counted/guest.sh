# SPDX-License-Identifier: GPL-2.0
insmod counted.ko
rmmod counted
insmod counted.ko
rmmod counted
