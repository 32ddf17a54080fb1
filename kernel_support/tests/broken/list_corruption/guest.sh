# SPDX-License-Identifier: GPL-2.0
# report: list corruption
# Debian's kernels stop at once; this one warns and leaves the list as it was.
# needs: CONFIG_DEBUG_LIST !CONFIG_BUG_ON_DATA_CORRUPTION
insmod list_corruption.ko
rmmod list_corruption
