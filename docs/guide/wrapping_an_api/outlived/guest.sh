# SPDX-License-Identifier: GPL-2.0
# Each kernel says it in other words: these are of debug-6.12.
# report: slab corruption
# report: WARNING
# needs: CONFIG_KASAN
insmod outlived.ko
rmmod outlived
