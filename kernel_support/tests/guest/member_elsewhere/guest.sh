# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
insmod member_elsewhere.ko
