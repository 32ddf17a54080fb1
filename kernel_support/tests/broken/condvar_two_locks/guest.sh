# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
# needs: CONFIG_LOCKDEP
insmod condvar_two_locks.ko
