# SPDX-License-Identifier: GPL-2.0
# A driver of what the machine has: found by alias, by hand, before and after its device.
# device: edu
# deadline: 120
# log: ^cpp_platform_edu cpp_board[^ ]*: (cpp_board|5!)
mkdir -p /lib/modules/$(uname -r) && cp platform_edu.ko /lib/modules/$(uname -r) && depmod
insmod platform_board.ko
alias=$(cat /sys/bus/platform/devices/cpp_board_edu/modalias); modprobe $alias
ls /sys/bus/platform/drivers/cpp_platform_edu
grep -c platform_edu /proc/iomem; grep -c platform_edu /proc/interrupts
echo cpp_board_edu >/sys/bus/platform/drivers/cpp_platform_edu/unbind
grep -c platform_edu /proc/iomem; grep -c platform_edu /proc/interrupts
echo cpp_board_edu >/sys/bus/platform/drivers/cpp_platform_edu/bind
rmmod platform_board
ls /sys/bus/platform/drivers/cpp_platform_edu
insmod platform_board.ko
rmmod platform_edu
rmmod platform_board
