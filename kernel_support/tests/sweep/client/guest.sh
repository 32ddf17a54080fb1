# SPDX-License-Identifier: GPL-2.0
insmod sweep_client.ko
./use_note
cat /sys/module/sweep_client/parameters/note
rmmod sweep_client
