# SPDX-License-Identifier: GPL-2.0
# report: refcount
insmod refcount_underflow.ko
rmmod refcount_underflow
