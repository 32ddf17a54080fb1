# SPDX-License-Identifier: GPL-2.0
insmod hello_world.ko
rmmod hello_world
insmod neighbour.ko
insmod hello_world.ko times=3 whom=gdb
rmmod hello_world
rmmod neighbour
