# SPDX-License-Identifier: GPL-2.0
# report: lockdep: lock still held
# needs: CONFIG_PROVE_LOCKING
insmod still_locked.ko
rmmod still_locked
