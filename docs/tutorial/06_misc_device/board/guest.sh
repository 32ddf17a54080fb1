# SPDX-License-Identifier: GPL-2.0
insmod board.ko
echo 41 >/dev/board; ./look
# What changes while the program looks needs no call to be seen.
./look 42 & sleep 0.1; echo 42 >/dev/board; wait
# The program that has the page mapped has the file open.
./look 43 & until [ "$(cat /sys/module/board/refcnt)" = 1 ]; do sleep 0.1; done; rmmod board; echo 43 >/dev/board; wait
rmmod board
