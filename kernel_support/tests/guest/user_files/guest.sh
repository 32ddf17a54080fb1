# SPDX-License-Identifier: GPL-2.0
# smp: 2
# deadline: 120
insmod user_files_test.ko
# A file that is open keeps the module; a copy of its descriptor is no other file.
exec 5</dev/user_queue 6<&5; cat /sys/module/user_files_test/refcnt; rmmod user_files_test
exec 5<&-; cat /sys/module/user_files_test/refcnt; rmmod user_files_test
exec 6<&-; cat /sys/module/user_files_test/refcnt
./files share
./files interrupt
./files stream
./files close
./files watch
./files drain
./files keep
./files give
./files users
./files exec
# Processes that are killed while they wait.
./files read & ./files waiting 1; { kill -9 $!; wait $!; } 2>/dev/null; echo $?; ./files waiting 0
./files write & ./files waiting 1; { kill -9 $!; wait $!; } 2>/dev/null; echo $?; ./files waiting 0; ./files drain
./files poll & sleep 0.1; { kill -9 $!; wait $!; } 2>/dev/null; echo $?
i=0; while [ $i -lt 20 ]; do ./files read & i=$((i + 1)); done; ./files waiting 20; { killall -9 files; wait; } 2>/dev/null; ./files waiting 0
cat /sys/module/user_files_test/refcnt; ./files drain
rmmod user_files_test
# Programs that open the devices while the module comes and goes.
./files hammer & first=$!; ./files hammer & second=$!
i=0; while [ $i -lt 8 ]; do insmod user_files_test.ko; until rmmod user_files_test 2>/dev/null; do :; done; i=$((i + 1)); done
{ kill $first $second; wait; } 2>/dev/null
ls /dev/user_queue /dev/user_sessions
