# SPDX-License-Identifier: GPL-2.0
# smp: 2 4
# deadline: 120
insmod stress_locks_test.ko
rmmod stress_locks_test
insmod stress_waiting_test.ko
rmmod stress_waiting_test
insmod stress_lockfree_test.ko
rmmod stress_lockfree_test
insmod stress_running_test.ko
rmmod stress_running_test
