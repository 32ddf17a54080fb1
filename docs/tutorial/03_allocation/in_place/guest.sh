# SPDX-License-Identifier: GPL-2.0
insmod in_place.ko
rmmod in_place
