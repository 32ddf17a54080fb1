# SPDX-License-Identifier: GPL-2.0
# How a PCI driver gets its devices: by what they say they are, and by hand.
# device: edu
# log: ^pci_driver 0000
mkdir -p /lib/modules/$(uname -r) && cp pci_driver.ko /lib/modules/$(uname -r) && depmod
alias=$(cat /sys/bus/pci/devices/0000:00:02.0/modalias); modprobe $alias
cd /sys/bus/pci/drivers/pci_driver; ls | grep 0000
# A device that is not in the table; that it is as the first one there is what new_id says last.
echo pci_driver >/sys/bus/pci/devices/0000:00:01.0/driver_override; echo 0000:00:01.0 >bind
echo 0000:00:01.0 >unbind; echo >/sys/bus/pci/devices/0000:00:01.0/driver_override
echo 8086 7000 ffffffff ffffffff 0 0 1 >new_id
echo 8086 7000 ffffffff ffffffff 0 0 3 >new_id
# Silent until somebody wants to hear of it.
echo 'module pci_driver +p' >/sys/kernel/debug/dynamic_debug/control
echo 0000:00:02.0 >unbind
cd /; rmmod pci_driver
