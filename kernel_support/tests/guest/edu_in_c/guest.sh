# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
# device: edu
# needs: CONFIG_PCI_MSI
# log: ^pci_edu 0000:\S+ edu
insmod pci_edu.ko
./edu version
./edu factorial 5
./edu factorial 12
grep -c pci_edu /proc/interrupts
# By DMA, there and back; each byte is compared.
./edu copy
# Any program can read and write the memory, at any position.
echo 'Dear device' | dd of=/dev/edu bs=1 seek=1000 2>/dev/null
dd if=/dev/edu bs=11 count=1 skip=1000 iflag=skip_bytes 2>/dev/null; echo
dd if=/dev/zero of=/dev/edu bs=1 seek=4095 count=1
# The device is taken away from a program that uses it (so the module is in use), and given back.
./edu until-gone & until grep -qx 1 /sys/module/pci_edu/refcnt; do sleep 0.1; done; echo 0000:00:02.0 >/sys/bus/pci/drivers/pci_edu/unbind; wait
./edu version
echo 0000:00:02.0 >/sys/bus/pci/drivers/pci_edu/bind
./edu factorial 10
rmmod pci_edu
