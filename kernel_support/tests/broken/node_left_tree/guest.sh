# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
# needs: CONFIG_KASAN
insmod node_left_tree.ko
