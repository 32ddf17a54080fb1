# SPDX-License-Identifier: GPL-2.0
# report: scheduling while atomic
# The sleep has reset the count, so that the unlock counts below zero.
# report: preemption count
# needs: CONFIG_PREEMPT_COUNT !CONFIG_PREEMPT_RT
insmod scheduling_while_atomic.ko
rmmod scheduling_while_atomic
