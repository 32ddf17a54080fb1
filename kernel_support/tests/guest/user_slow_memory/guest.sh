# SPDX-License-Identifier: GPL-2.0
# A page that another thread brings only when it wants to: what happens to a copy that waits for it.
# needs: CONFIG_USERFAULTFD
insmod user_slow_memory_test.ko
./slow served
./slow signal
./slow gone
./slow killed
cat /sys/module/user_slow_memory_test/refcnt
rmmod user_slow_memory_test
