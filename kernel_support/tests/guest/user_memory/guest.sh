# SPDX-License-Identifier: GPL-2.0
insmod user_memory_test.ko
./attack everywhere
./attack crossing
./attack strings
./attack sizes
./attack streams
./attack positions
./attack nothing
./attack text
rmmod user_memory_test
