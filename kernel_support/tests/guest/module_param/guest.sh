# SPDX-License-Identifier: GPL-2.0
insmod module_param_test.ko
ls -l /sys/module/module_param_test/parameters | awk '{ print $1, $9 }'
cd /sys/module/module_param_test/parameters && grep -H . *; cd /case
echo Y > /sys/module/module_param_test/parameters/flag
echo -77 > /sys/module/module_param_test/parameters/number
echo changed > /sys/module/module_param_test/parameters/note
echo 3000000000 > /sys/module/module_param_test/parameters/number
rmmod module_param_test
insmod module_param_test.ko flag=1 byte=255 small=-32768 usmall=65535 number=-2147483648 unumber=4294967295 large=-9223372036854775808 ularge=18446744073709551615 huge=0xffff text=words secret=1
rmmod module_param_test
insmod module_param_test.ko byte=256
insmod module_param_test.ko unumber=-1
insmod module_param_test.ko flag=perhaps
insmod module_param_test.ko number=
insmod module_param_test.ko text
insmod module_param_test.ko unknown=1
rmmod module_param_test
