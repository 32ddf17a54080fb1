# SPDX-License-Identifier: GPL-2.0
# The driver of sample 07, of a device that is pulled out while a program uses it, and put in again.
# device: edu,id=edu0
# needs: CONFIG_HOTPLUG_PCI_ACPI
# log: ^pci_edu 0000\S+ edu device
until_there() { until [ -e $1 ]; do sleep 0.1; done; }
until_gone() { while [ -e $1 ]; do sleep 0.1; done; }
insmod pci_edu.ko
./edu factorial 5
./edu until-gone & until grep -qx 1 /sys/module/pci_edu/refcnt; do sleep 0.1; done; host unplug edu0; wait; until_gone /sys/bus/pci/devices/0000:00:02.0
./edu version
host plug edu,id=edu1,addr=5; until_there /dev/edu
./edu factorial 6; ./edu copy
# In the middle of a transfer, which takes a tenth of a second.
./edu copy >/dev/null 2>&1 & sleep 0.05; host unplug edu1; wait; until_gone /dev/edu
rmmod pci_edu
host plug edu,id=edu2,addr=6; until_there /sys/bus/pci/devices/0000:00:06.0
insmod pci_edu.ko
./edu factorial 7
rmmod pci_edu
