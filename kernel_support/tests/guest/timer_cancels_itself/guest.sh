# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
insmod timer_cancels_itself.ko
