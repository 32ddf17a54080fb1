# SPDX-License-Identifier: GPL-2.0
./hold & insmod user_late_failure_test.ko; wait
# The module is to be freed as fast as it can be.
echo 1 >/sys/kernel/rcu_expedited; renice -n -5 $$
./hold idle & insmod user_late_failure_test.ko; wait
./hold idle & insmod user_late_failure_test.ko; wait
grep user_late_failure_test /proc/modules
ls /dev/user_late
