# SPDX-License-Identifier: GPL-2.0
# device: edu
# needs: CONFIG_FAULT_INJECTION_DEBUG_FS CONFIG_FAILSLAB
# The allocations of a task that says so all fail, those that may sleep too, without a stack for each.
cd /sys/kernel/debug/failslab
echo Y > task-filter; echo 100 > probability; echo -1 > times; echo N > ignore-gfp-wait; echo 0 > verbose
cd /case
insmod out_of_memory.ko
rmmod out_of_memory
