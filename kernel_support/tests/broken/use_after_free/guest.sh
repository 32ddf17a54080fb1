# SPDX-License-Identifier: GPL-2.0
# report: KASAN
# needs: CONFIG_KASAN
insmod use_after_free.ko
rmmod use_after_free
