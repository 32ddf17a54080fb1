# SPDX-License-Identifier: GPL-2.0
insmod work_linkage.ko
rmmod work_linkage
