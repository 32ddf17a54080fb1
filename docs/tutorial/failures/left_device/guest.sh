# SPDX-License-Identifier: GPL-2.0
# report: bad memory access
# report: panic
# needs: !CONFIG_KASAN
insmod left_device.ko
cat /dev/left
