# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod guard_dog.ko
rmmod guard_dog
insmod guard_dog.ko patience=1000
sleep 3
rmmod guard_dog
