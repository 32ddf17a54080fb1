# SPDX-License-Identifier: GPL-2.0
insmod squares.ko
rmmod squares
insmod squares.ko count=1000000
rmmod squares
insmod squares.ko count=1000000000000
insmod squares.ko count=18446744073709551615
