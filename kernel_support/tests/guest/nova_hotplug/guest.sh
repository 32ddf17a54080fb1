# SPDX-License-Identifier: GPL-2.0
# The card of sample 05 is pulled out while a program has all of it in use, and put in again; its own
# firmware is ready late.
# log: ^nova_core \S+ (GA102|ready)
# needs: CONFIG_HOTPLUG_PCI_ACPI
# memory: gpu 32M 0x0=0x172000a1 0xa00=0x172a1000 0x118128=0x1 0x118234=0x2
# device: ivshmem-plain,memdev=gpu,id=card0
until_there() { until [ -e $1 ]; do sleep 0.1; done; }
until_gone() { while [ -e $1 ]; do sleep 0.1; done; }
modprobe drm_shmem_helper
# Both are found by what there is to drive.
mkdir -p /lib/modules/$(uname -r) && cp *.ko /lib/modules/$(uname -r) && depmod
alias=$(cat /sys/bus/pci/devices/0000:00:02.0/modalias); (sleep 1; host write gpu 0x118234=0xff) & modprobe $alias; wait
alias=$(sed -n s/^MODALIAS=//p /sys/bus/auxiliary/devices/nova_core.nova-drm.0/uevent); modprobe $alias
./nova_client show render
mkfifo /tmp/line
./nova_client hold render </tmp/line >/tmp/said & exec 5>/tmp/line
until grep -q holding /tmp/said; do sleep 0.1; done
host unplug card0; until_gone /sys/bus/pci/devices/0000:00:02.0
echo go >&5; wait; cat /tmp/said; exec 5>&-
ls /sys/bus/auxiliary/devices
# Put in again, elsewhere, while programs ask for it all the time.
(until ./nova_client show render 2>/dev/null; do :; done) & host plug ivshmem-plain,memdev=gpu,id=card1,addr=6; wait
(while ./nova_client create render 5000; do :; done) >/dev/null 2>&1 & sleep 0.3; host unplug card1; wait; until_gone /sys/bus/pci/devices/0000:00:06.0
ls /sys/bus/auxiliary/devices
rmmod nova_drm nova_core
