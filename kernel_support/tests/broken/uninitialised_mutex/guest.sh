# SPDX-License-Identifier: GPL-2.0
# report: mutex misuse
# needs: CONFIG_DEBUG_MUTEXES
insmod uninitialised_mutex.ko
rmmod uninitialised_mutex
