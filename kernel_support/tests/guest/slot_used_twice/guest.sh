# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
insmod slot_used_twice.ko
