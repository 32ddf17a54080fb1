# SPDX-License-Identifier: GPL-2.0
insmod limit.ko times=2
rmmod limit
insmod limit.ko times=11
