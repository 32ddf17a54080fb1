# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod tasks_come_and_go.ko
i=0; while [ $i -lt 1000 ]; do (true) & i=$((i + 1)); [ $((i % 20)) -ne 0 ] || wait; done; wait; echo $i
rmmod tasks_come_and_go
