# SPDX-License-Identifier: GPL-2.0
insmod tickets.ko
dd if=/dev/tickets bs=8 count=3 2>/dev/null
(head -c 4 <&5; echo other:; head -c 2 <&6; echo first:; head -c 2 <&5) 5</dev/tickets 6</dev/tickets
dd if=/dev/tickets bs=1 count=1
rmmod tickets
