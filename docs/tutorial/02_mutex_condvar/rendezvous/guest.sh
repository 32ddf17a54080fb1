# SPDX-License-Identifier: GPL-2.0
# smp: 2
insmod rendezvous.ko
rmmod rendezvous
insmod rendezvous.ko hikers=1
rmmod rendezvous
