# SPDX-License-Identifier: GPL-2.0
# report: kmemleak
# needs: CONFIG_DEBUG_KMEMLEAK
# What the kernel itself may have lost before does not count.
echo clear >/sys/kernel/debug/kmemleak
insmod leak.ko
# A block that is younger than 5 seconds may be on its way to its owner.
sleep 6
# The first scan notes what the blocks contain, the next one reports those that do not change.
echo scan >/sys/kernel/debug/kmemleak
echo scan >/sys/kernel/debug/kmemleak
cat /sys/kernel/debug/kmemleak >/dev/console
rmmod leak
