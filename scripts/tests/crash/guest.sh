# SPDX-License-Identifier: GPL-2.0
# deadline: 240
insmod crash.ko
