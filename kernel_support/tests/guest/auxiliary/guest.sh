# SPDX-License-Identifier: GPL-2.0
# Parts and their driver, in both orders, and one that is refused.
# needs: CONFIG_AUXILIARY_BUS
# log: ^auxiliary_port
insmod auxiliary_hub.ko
insmod auxiliary_port.ko
ls /sys/bus/auxiliary/devices
rmmod auxiliary_port
insmod auxiliary_port.ko refused=0
ls /sys/bus/auxiliary/drivers/auxiliary_port.auxiliary_port
echo auxiliary_hub.port.1 >/sys/bus/auxiliary/drivers/auxiliary_port.auxiliary_port/unbind
echo auxiliary_hub.port.1 >/sys/bus/auxiliary/drivers/auxiliary_port.auxiliary_port/bind
rmmod auxiliary_hub
ls /sys/bus/auxiliary/devices
insmod auxiliary_hub.ko
rmmod auxiliary_hub
rmmod auxiliary_port
