# SPDX-License-Identifier: GPL-2.0
insmod fails_in_c.ko
