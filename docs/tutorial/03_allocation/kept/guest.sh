# SPDX-License-Identifier: GPL-2.0
insmod kept.ko
rmmod kept
