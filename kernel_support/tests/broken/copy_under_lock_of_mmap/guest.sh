# SPDX-License-Identifier: GPL-2.0
# report: lockdep: circular locking
# needs: CONFIG_PROVE_LOCKING
insmod copy_under_lock_of_mmap.ko
./use
rmmod copy_under_lock_of_mmap
