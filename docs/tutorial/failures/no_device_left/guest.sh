# SPDX-License-Identifier: GPL-2.0
insmod no_device_left.ko
cat /dev/left
