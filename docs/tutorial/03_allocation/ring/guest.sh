# SPDX-License-Identifier: GPL-2.0
insmod ring.ko
rmmod ring
insmod ring.ko size=16
rmmod ring
insmod ring.ko size=17
