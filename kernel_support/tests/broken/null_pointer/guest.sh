# SPDX-License-Identifier: GPL-2.0
# report: null pointer
# report: panic
insmod null_pointer.ko
