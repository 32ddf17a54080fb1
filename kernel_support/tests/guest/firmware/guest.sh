# SPDX-License-Identifier: GPL-2.0
mkdir -p /lib/firmware/cpp; printf abc >/lib/firmware/cpp/small.bin; head -c 100000 /dev/zero >/lib/firmware/cpp/large.bin; : >/lib/firmware/cpp/empty.bin
insmod firmware_test.ko
rmmod firmware_test
