# SPDX-License-Identifier: GPL-2.0
# report: KASAN
# needs: CONFIG_KASAN
insmod element_kept.ko
rmmod element_kept
