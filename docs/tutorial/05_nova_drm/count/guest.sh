# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
# memory: gpu 32M 0x0=0x172000a1 0xa00=0x172a1000 0x118128=0x1 0x118234=0xff
# device: ivshmem-plain,memdev=gpu
modprobe drm_shmem_helper
insmod nova_core.ko
insmod nova_drm.ko
./nova_client param render 2
./nova_client create render 5000
./nova_client param render 2
# Two programs have an object each, and then one of them.
mkfifo /tmp/first /tmp/second
./nova_client hold render </tmp/first >/tmp/said & exec 5>/tmp/first
until grep -q holding /tmp/said; do sleep 0.1; done
./nova_client hold render </tmp/second >>/tmp/said & exec 6>/tmp/second
until [ "$(grep -c holding /tmp/said)" = 2 ]; do sleep 0.1; done
./nova_client param render 2
echo go >&5; wait %1; ./nova_client param render 2
echo go >&6; wait; ./nova_client param render 2
exec 5>&- 6>&-
rmmod nova_drm
rmmod nova_core
