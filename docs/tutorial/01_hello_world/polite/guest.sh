# SPDX-License-Identifier: GPL-2.0
insmod polite.ko
cat /sys/module/polite/parameters/polite
rmmod polite
insmod polite.ko
echo N > /sys/module/polite/parameters/polite
cat /sys/module/polite/parameters/polite
rmmod polite
insmod polite.ko polite=maybe
