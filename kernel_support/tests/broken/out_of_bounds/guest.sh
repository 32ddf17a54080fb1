# SPDX-License-Identifier: GPL-2.0
# report: KASAN
# needs: CONFIG_KASAN
insmod out_of_bounds.ko
rmmod out_of_bounds
