# SPDX-License-Identifier: GPL-2.0
# report: UBSAN
# needs: CONFIG_UBSAN_SHIFT
insmod shift.ko bits=40
rmmod shift
