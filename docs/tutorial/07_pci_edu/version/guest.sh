# SPDX-License-Identifier: GPL-2.0
# device: edu
# log: ^version 0000:\S+ version
insmod version.ko
ls /sys/bus/pci/drivers/version | grep 0000
rmmod version
