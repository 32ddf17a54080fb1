# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
insmod vector_changed_meanwhile.ko
