# SPDX-License-Identifier: GPL-2.0
# Each oops ends only the thread that made the mistake; what that had is lost.
# report: BUG
# report: processor exception
# log: let another one do that$
# log: let another one own its Thread$
# log: stop the one that has it$
# log: give it the one that has it$
# log: peek again$
# log: take it out through the cursor$
# log: after a change$
expect_leaks
echo 0 >/proc/sys/kernel/panic_on_oops
insmod misuse_running_test.ko which=work_flushes_itself && rmmod misuse_running_test
insmod misuse_running_test.ko which=work_cancels_itself && rmmod misuse_running_test
insmod misuse_running_test.ko which=thread_stops_itself && rmmod misuse_running_test
insmod misuse_running_test.ko which=thread_moved_away && rmmod misuse_running_test
insmod misuse_running_test.ko which=queue_moved_away && rmmod misuse_running_test
insmod misuse_running_test.ko which=peeked_twice && rmmod misuse_running_test
insmod misuse_running_test.ko which=cursor_went_on && rmmod misuse_running_test
insmod misuse_running_test.ko which=cursor_left_behind && rmmod misuse_running_test
insmod misuse_running_test.ko which=vacant_twice && rmmod misuse_running_test
