# SPDX-License-Identifier: GPL-2.0
# memory: gpu 32M 0x0=0x172000a1 0xa00=0x172a1000 0x118128=0x1 0x118234=0xff
# device: ivshmem-plain,memdev=gpu
# log: ^vram\.vram nova_core
insmod vram.ko
insmod nova_core.ko
rmmod nova_core
insmod nova_core.ko
rmmod vram
rmmod nova_core
