# SPDX-License-Identifier: GPL-2.0
# report: refcount
insmod refcount_saturated.ko
rmmod refcount_saturated
