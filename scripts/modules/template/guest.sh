# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
insmod my_driver.ko
rmmod my_driver
insmod my_driver.ko answer=7
cat /sys/module/my_driver/parameters/answer
rmmod my_driver
