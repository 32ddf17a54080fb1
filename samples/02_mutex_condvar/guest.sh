# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
# smp: 2
insmod mutex_condvar.ko
rmmod mutex_condvar
insmod mutex_condvar.ko producers=4 consumers=1 capacity=1
rmmod mutex_condvar
insmod mutex_condvar.ko consumers=0 patience=1000
timeout -s INT 2 insmod mutex_condvar.ko consumers=0 || echo "status $?"
insmod mutex_condvar.ko capacity=0
