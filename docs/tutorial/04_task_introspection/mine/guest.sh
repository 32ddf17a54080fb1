# SPDX-License-Identifier: GPL-2.0
# needs: CONFIG_PID_NS
insmod mine.ko
echo 'ada:x:1000:1000::/:/bin/sh' >>/etc/passwd
unshare -p -f sh -c 'cat /dev/mine; true'
unshare -p -f sh -c 'su ada -c "cat /dev/mine; true"; true'
rmmod mine
