# SPDX-License-Identifier: GPL-2.0
# device: edu
# device: edu
insmod two.ko
ls /dev | grep edu
dd if=/dev/edu-0000:00:02.0 bs=16 count=1 2>/dev/null
dd if=/dev/edu-0000:00:03.0 bs=16 count=1 2>/dev/null
echo 0000:00:02.0 >/sys/bus/pci/drivers/two/unbind
ls /dev | grep edu
dd if=/dev/edu-0000:00:03.0 bs=16 count=1 2>/dev/null
rmmod two
