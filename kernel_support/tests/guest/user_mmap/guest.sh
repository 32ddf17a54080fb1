# SPDX-License-Identifier: GPL-2.0
# deadline: 120
insmod user_mmap_test.ko
./map sizes
./map rights
./map pages
./map lifetimes
./map many
# Who has pages mapped has the file open, and the module.
mkfifo /tmp/held; ./map hold >/tmp/held & read line </tmp/held; echo $line; cat /sys/module/user_mmap_test/refcnt; rmmod user_mmap_test; kill %1; wait %1 2>/dev/null; rmmod user_mmap_test
