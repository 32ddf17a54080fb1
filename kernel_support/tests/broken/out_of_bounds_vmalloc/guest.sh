# SPDX-License-Identifier: GPL-2.0
# report: KASAN
# needs: CONFIG_KASAN_VMALLOC
insmod out_of_bounds_vmalloc.ko
rmmod out_of_bounds_vmalloc
