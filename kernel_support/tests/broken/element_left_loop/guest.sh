# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
# needs: CONFIG_KASAN
insmod element_left_loop.ko
