# SPDX-License-Identifier: GPL-2.0
# report: lockdep: bad unlock balance
# needs: CONFIG_PROVE_LOCKING
insmod unlock_of_free_lock.ko
rmmod unlock_of_free_lock
