# SPDX-License-Identifier: GPL-2.0
# sysfs reports a name that it has already by a stack trace, which is no warning.
# report: name used twice
insmod user_name_test.ko
cat /dev/user_name; echo -n 'as long as this' >/dev/user_name; cat /dev/user_name
# Since Linux 7 insmod is told EBUSY instead: EEXIST means that the module itself is loaded.
insmod user_name_other.ko 2>&1 | grep -c -e 'File exists$' -e 'resource busy$'
cat /dev/user_name
rmmod user_name_test
ls /dev/user_name
insmod user_name_other.ko; cat /dev/user_name; rmmod user_name_other
