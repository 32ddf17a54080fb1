# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
#
# Cards of several kinds at once: one of each architecture that there is, an unknown chip of a known
# one, an unknown architecture, one older than Fermi, one whose firmware never becomes ready.
# log: ^nova_core
# memory: turing 32M 0x0=0x162000a1 0xa00=0x162a1000 0x118128=0x1 0x118234=0xff
# memory: ampere 32M 0x0=0x172000a1 0xa00=0x172a1000 0x118128=0x1 0x118234=0xff
# memory: hopper 32M 0x0=0x180000a1 0xa00=0x180a1000
# memory: ada 32M 0x0=0x192000a1 0xa00=0x192a1000 0x118128=0x1 0x118234=0xff
# memory: blackwell 32M 0x0=0x1b2000a1 0xa00=0x1b2a1000
# memory: unknown 32M 0x0=0x17f000a1 0xa00=0x17fa1000 0x118128=0x1 0x118234=0xff
# memory: future 32M 0x0=0x1f0000a1 0xa00=0x3f0a1000 0x118128=0x1 0x118234=0xff
# memory: old 32M 0x0=0x092000a1
# memory: asleep 32M 0x0=0x172000a1 0xa00=0x172a1000 0x118128=0x1 0x118234=0x2
# memory: small 8M 0x0=0x172000a1 0xa00=0x172a1000
# device: ivshmem-plain,memdev=turing
# device: ivshmem-plain,memdev=ampere
# device: ivshmem-plain,memdev=hopper
# device: ivshmem-plain,memdev=ada
# device: ivshmem-plain,memdev=blackwell
# device: ivshmem-plain,memdev=unknown
# device: ivshmem-plain,memdev=future
# device: ivshmem-plain,memdev=old
# device: ivshmem-plain,memdev=asleep
# device: ivshmem-plain,memdev=small
modprobe drm_shmem_helper
insmod nova_drm.ko
insmod nova_core.ko
ls /sys/bus/auxiliary/devices
ls /sys/bus/auxiliary/devices/*/drm | grep -c card
# One of several goes, and comes back with a number of its own.
echo 0000:00:03.0 >/sys/bus/pci/drivers/nova_core/unbind
ls /sys/bus/auxiliary/devices
echo 0000:00:03.0 >/sys/bus/pci/drivers/nova_core/bind
ls /sys/bus/auxiliary/devices
rmmod nova_drm
ls /sys/bus/auxiliary/devices/*/drm
rmmod nova_core
ls /sys/bus/auxiliary/devices
