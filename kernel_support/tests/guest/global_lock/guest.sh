# SPDX-License-Identifier: GPL-2.0
insmod global_lock_test.ko
rmmod global_lock_test
