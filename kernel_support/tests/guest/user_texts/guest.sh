# SPDX-License-Identifier: GPL-2.0
# smp: 2
# deadline: 120
here=$PWD; insmod user_texts_test.ko
cd /sys/kernel/debug/user_texts; ls -l . inner | awk '/^[-d]/ { print $1, $NF }'
# A text of many pages, whole, in small pieces, and from a position.
wc -l long; cat long | md5sum; dd if=long bs=7 2>/dev/null | md5sum; dd if=long bs=1000 skip=20 count=1 2>/dev/null | head -c 30
cat failing; echo x >failing
echo -n abc >inner/sink; echo -n abcdefghij >inner/sink; cat inner/sink
cat inner/level; echo 200 >inner/level; cat inner/level; echo 256 >inner/level; echo -1 >inner/level; echo x >inner/level; echo 0000000000000000000000000000000000000000 >inner/level; cat inner/level
# Who has a file open keeps the module; the file can go all the same, and then says so.
exec 5<shown; cat <&5; cat /sys/module/user_texts_test/refcnt; rmmod user_texts_test
exec 5<&-; exec 5<shown; echo x >remove; ls shown; cat <&5; exec 5<&-; cat /sys/module/user_texts_test/refcnt
# In /proc nobody keeps the module.
exec 5</proc/user_texts; echo x >remove_entry; cat <&5; ls /proc/user_texts; exec 5<&-
cat /proc/user_number; echo 7 >/proc/user_number; cat /proc/user_number; echo 99999999999 >/proc/user_number
ls -l /proc/user_number | cut -c 1-10
cd /proc/sys/user_texts; cat limit other; echo 9 >limit; echo 10 >limit; echo 0 >limit; echo x >limit; cat limit; sysctl user_texts.limit
cd /; exec 5</proc/user_number; rmmod user_texts_test; cat <&5; exec 5<&-
ls -d /sys/kernel/debug/user_texts /proc/user_number /proc/sys/user_texts
# Programs that read and write while the module comes and goes.
cd $here; hammer() { while :; do cat /proc/user_number /sys/kernel/debug/user_texts/long /proc/sys/user_texts/limit; echo 5 >/sys/kernel/debug/user_texts/inner/level; done >/dev/null 2>&1; }; hammer & hammer & i=0; while [ $i -lt 10 ]; do insmod user_texts_test.ko; until rmmod user_texts_test 2>/dev/null; do :; done; i=$((i + 1)); done; { kill %1 %2; wait; } 2>/dev/null; echo $i
# The greeting in debugfs waits for whoever has it open, 1.5 seconds.
insmod user_texts_late_test.ko & until [ -e /proc/user_texts_late ]; do sleep 0.1; done; exec 5</sys/kernel/debug/user_texts_late/greeting 6</proc/user_texts_late; cat <&5; cat <&6; sleep 1.5; cat /sys/module/user_texts_late_test/refcnt; exec 5<&-; wait; exec 6<&-
ls -d /sys/kernel/debug/user_texts_late /proc/user_texts_late /sys/module/user_texts_late_test
