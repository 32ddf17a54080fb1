# SPDX-License-Identifier: GPL-2.0
# report: lockdep: uninitialised lock
# needs: CONFIG_PROVE_LOCKING
insmod uninitialised_lock.ko
rmmod uninitialised_lock
