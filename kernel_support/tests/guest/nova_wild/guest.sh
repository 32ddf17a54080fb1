# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
#
# Programs ask sample 05 for anything, on both nodes at once; the words are the node, the seed and how
# often. With the same seed a program does the same again.
# smp: 2
# deadline: 180
# memory: gpu 32M 0x0=0x172000a1 0xa00=0x172a1000 0x118128=0x1 0x118234=0xff
# device: ivshmem-plain,memdev=gpu
modprobe drm_shmem_helper
insmod nova_core.ko
insmod nova_drm.ko
# Another driver may have a device, too: which nodes are this one's.
nodes=/sys/bus/auxiliary/devices/nova_core.nova-drm.0/drm
card=/dev/dri/$(ls $nodes | grep card) render=/dev/dri/$(ls $nodes | grep render)
for seed in 1 2 3 4; do ./wild $card $seed 12500 >/tmp/$seed & ./wild $render 5$seed 12500 >/tmp/5$seed & done; wait
cat /tmp/? /tmp/??
# It works as before.
./nova_client show card
./nova_client create render 5000
./nova_client share render 'a message'
rmmod nova_drm
rmmod nova_core
