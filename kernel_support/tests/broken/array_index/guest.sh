# SPDX-License-Identifier: GPL-2.0
# report: UBSAN
# report: KASAN
# needs: CONFIG_UBSAN_BOUNDS CONFIG_KASAN
insmod array_index.ko which=3
rmmod array_index
