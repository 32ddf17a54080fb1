# SPDX-License-Identifier: GPL-2.0
# device: edu
# log: ^alarm 0000:\S+ the
insmod alarm.ko
rmmod alarm
