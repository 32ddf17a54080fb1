# SPDX-License-Identifier: GPL-2.0
# report: KASAN
# needs: CONFIG_KASAN
insmod double_free.ko
rmmod double_free
