# SPDX-License-Identifier: GPL-2.0
# report: stack overflow
# report: panic
# needs: CONFIG_VMAP_STACK
insmod stack_overflow.ko
