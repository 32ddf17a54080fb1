# SPDX-License-Identifier: GPL-2.0
# report: KASAN
# needs: CONFIG_KASAN
insmod element_left_xarray.ko
rmmod element_left_xarray
