# SPDX-License-Identifier: GPL-2.0
# "command", as the function insmod of the guest's shell would run in a shell that the signal ends.
# What the shell itself says of that depends on whether it waits already.
interrupt() { command insmod sync_signal_test.ko how=$1 & until dmesg | grep -q " $1: waits"; do :; done; kill $2 $!; wait $! 2>/dev/null; echo $?; }
interrupt condvar -TERM
interrupt condvar_spinlock -TERM
interrupt condvar_freezable -TERM
interrupt condvar_timeout -TERM
interrupt completion -TERM
interrupt completion_timeout -TERM
interrupt queue -TERM
interrupt completion_killable -KILL
interrupt completion_killable_timeout -KILL
interrupt queue_killable -KILL
grep sync_signal_test /proc/modules
insmod sync_signal_test.ko; until dmesg | grep -q "thread: waits"; do :; done
rmmod sync_signal_test
