# SPDX-License-Identifier: GPL-2.0
insmod order.ko
rmmod order
