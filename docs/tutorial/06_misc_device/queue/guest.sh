# SPDX-License-Identifier: GPL-2.0
insmod queue.ko
for n in 1 2 3 4; do echo letter $n >/dev/queue; done
echo letter 5 >/dev/queue & sleep 0.1; dd if=/dev/queue bs=64 count=1 2>/dev/null; wait
dd if=/dev/queue bs=64 count=4 2>/dev/null
rmmod queue
