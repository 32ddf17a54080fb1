# SPDX-License-Identifier: GPL-2.0
insmod crash.ko
