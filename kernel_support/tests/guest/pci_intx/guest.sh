# SPDX-License-Identifier: GPL-2.0
# The driver of sample 07, of a device that may not interrupt by messages. With KASAN the kernel takes
# half a minute, emulated, to ask ACPI where the wire leads.
# device: edu
# needs: !CONFIG_KASAN
# log: ^pci_edu 0000
insmod pci_edu.ko
grep -c 'PCI-MSI.*pci_edu' /proc/interrupts
rmmod pci_edu
echo 0 >/sys/bus/pci/devices/0000:00:02.0/msi_bus
insmod pci_edu.ko
grep -c 'IO-APIC.*pci_edu' /proc/interrupts
./edu factorial 6
./edu copy
./edu until-gone & until grep -qx 1 /sys/module/pci_edu/refcnt; do sleep 0.1; done; echo 0000:00:02.0 >/sys/bus/pci/drivers/pci_edu/unbind; wait
echo 0000:00:02.0 >/sys/bus/pci/drivers/pci_edu/bind
./edu factorial 10
rmmod pci_edu
