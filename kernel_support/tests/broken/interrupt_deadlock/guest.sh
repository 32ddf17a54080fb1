# SPDX-License-Identifier: GPL-2.0
# report: lockdep: inconsistent lock state
# needs: CONFIG_PROVE_LOCKING
insmod interrupt_deadlock.ko
rmmod interrupt_deadlock
