# SPDX-License-Identifier: GPL-2.0
# report: BUG
# report: panic
# needs: CONFIG_KASAN
insmod cursor_of_moved_list.ko
