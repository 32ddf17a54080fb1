# SPDX-License-Identifier: GPL-2.0
# report: bad memory access
# report: panic
# needs: !CONFIG_KASAN
insmod left_timer.ko
rmmod left_timer
sleep 1
