# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
insmod id_outlives_allocator.ko
