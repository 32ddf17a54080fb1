# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
modprobe drm_shmem_helper
modprobe vgem
insmod gem_object.ko
./client /dev/dri/card1 /dev/dri/card0 /dev/dri/card2
rmmod gem_object
