# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
# log: ^nova_core
# It lets the kernel call kfree() as a function of another type, at which kCFI stops.
# needs: !CONFIG_CFI_CLANG
# memory: gpu 32M 0x0=0x172000a1 0xa00=0x172a1000 0x118128=0x1 0x118234=0xff
# device: ivshmem-plain,memdev=gpu
modprobe drm_shmem_helper
insmod nova_core.ko
insmod nova_drm.ko
ls /sys/bus/auxiliary/devices/nova_core.nova-drm.0/drm | tr -d 0-9
./nova_client show render
./nova_client param render 2
./nova_client create render 5000
./nova_client create render 0
./nova_client create render 18446744073709551615
./nova_client size render 99
./nova_client share render 'a message'
# The driver leaves the card while a program has all of it in use.
mkfifo /tmp/line
./nova_client hold render </tmp/line >/tmp/said & exec 5>/tmp/line
until grep -q holding /tmp/said; do sleep 0.1; done
echo nova_core.nova-drm.0 >/sys/bus/auxiliary/drivers/nova_drm.nova_drm/unbind
echo go >&5; wait; cat /tmp/said; exec 5>&-
./nova_client show render
echo nova_core.nova-drm.0 >/sys/bus/auxiliary/drivers/nova_drm.nova_drm/bind
./nova_client show render
# The card goes, with a program that has it open; and comes back.
./nova_client hold render </tmp/line >/tmp/said & exec 5>/tmp/line
until grep -q holding /tmp/said; do sleep 0.1; done
rmmod nova_core
echo go >&5; wait; cat /tmp/said; exec 5>&-
insmod nova_core.ko
./nova_client show card
rmmod nova_drm
rmmod nova_core
