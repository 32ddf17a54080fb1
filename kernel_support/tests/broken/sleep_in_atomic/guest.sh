# SPDX-License-Identifier: GPL-2.0
# report: sleeping in atomic context
# needs: CONFIG_DEBUG_ATOMIC_SLEEP
insmod sleep_in_atomic.ko
rmmod sleep_in_atomic
