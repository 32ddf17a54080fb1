# SPDX-License-Identifier: GPL-2.0
insmod print_test.ko
echo 'module print_test +p' > /sys/kernel/debug/dynamic_debug/control
grep -c print_test /sys/kernel/debug/dynamic_debug/control
sed -n 's/.*\(print_test.cc:[0-9]*\)/\1/p' /sys/kernel/debug/dynamic_debug/control
rmmod print_test
