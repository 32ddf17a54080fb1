# SPDX-License-Identifier: GPL-2.0
insmod user_ioctls_test.ko
./ask random
./ask numbers
rmmod user_ioctls_test
