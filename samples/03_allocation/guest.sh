# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
insmod allocation.ko
rmmod allocation
