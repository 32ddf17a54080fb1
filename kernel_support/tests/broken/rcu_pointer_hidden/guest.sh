# SPDX-License-Identifier: GPL-2.0
# A callback of RCU that waits stops all that come after it, so the first warning ends it.
# report: sleeping in atomic context
# report: lockdep: invalid wait context
# report: WARNING
# report: panic
# needs: CONFIG_DEBUG_ATOMIC_SLEEP CONFIG_PROVE_LOCKING
echo 1 >/proc/sys/kernel/panic_on_warn
insmod rcu_pointer_hidden.ko
