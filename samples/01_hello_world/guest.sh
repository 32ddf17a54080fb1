# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
insmod hello_world.ko
cat /sys/module/hello_world/parameters/whom
rmmod hello_world
insmod hello_world.ko whom=Ada times=2
rmmod hello_world
insmod hello_world.ko times=often
insmod hello_world_fails.ko
