# SPDX-License-Identifier: GPL-2.0
insmod threads_test.ko
ps -o comm | grep ^worker
# While there may be no more threads, the shell must do without other programs.
parameter=/sys/module/threads_test/parameters/spawn; maximum=/proc/sys/kernel/threads-max; most=$(cat $maximum); state=1
echo 20 > $maximum; echo 1 > $parameter; until case $state in 0);; *) false;; esac; do read state < $parameter; done; echo $most > $maximum
rmmod threads_test
ps -o comm | grep -c ^worker
