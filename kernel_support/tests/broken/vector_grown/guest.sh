# SPDX-License-Identifier: GPL-2.0
# report: KASAN
# needs: CONFIG_KASAN
insmod vector_grown.ko
rmmod vector_grown
