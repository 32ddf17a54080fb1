# SPDX-License-Identifier: GPL-2.0
insmod double_fetch.ko
./attack
rmmod double_fetch
