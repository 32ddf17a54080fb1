# SPDX-License-Identifier: GPL-2.0
# report: lockdep: circular locking
# needs: CONFIG_PROVE_LOCKING
insmod lock_inversion.ko
rmmod lock_inversion
