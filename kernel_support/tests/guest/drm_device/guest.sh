# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
# smp: 2
# deadline: 180
modprobe drm_shmem_helper
modprobe vgem
insmod drm_device.ko
ls /dev/dri
./client all /dev/dri/renderD129
./client all /dev/dri/card1
# Buffers of another driver, both ways.
./client partner /dev/dri/card1 /dev/dri/card0
# Two devices of the same driver.
./client two /dev/dri/renderD129 /dev/dri/renderD130
# Several programs at once, on both nodes; the third word is the seed.
for seed in 1 2 3 4; do ./client wild /dev/dri/card1 $seed 12500 >/tmp/$seed & ./client wild /dev/dri/renderD129 5$seed 12500 >/tmp/5$seed & done; wait
cat /tmp/? /tmp/??
./client partner /dev/dri/card1 /dev/dri/card0 | head -n 1
rmmod drm_device 5</dev/dri/card1
# It goes while programs use it; the other one stays.
./client in_flight /dev/dri/renderD129 /dev/cpp_clock
ls /dev/dri
./client two /dev/dri/renderD130 /dev/dri/card2
rmmod drm_device
ls /dev/dri
