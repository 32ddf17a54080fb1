# SPDX-License-Identifier: GPL-2.0
# Each oops ends only the thread that made the mistake; what that had is lost.
# report: BUG
# report: WARNING
# report: processor exception
# log: : .* first$
# log: use the new guard$
# log: let another one do that$
# log: when the object is whole$
expect_leaks
# log: ask group_count\(\)$
# log: reserve another descriptor$
# log: let that one do it$
# log: box that owns it$
echo 0 >/proc/sys/kernel/panic_on_oops
insmod misuse_test.ko which=vector_index && rmmod misuse_test
insmod misuse_test.ko which=no_value && rmmod misuse_test
insmod misuse_test.ko which=no_error && rmmod misuse_test
insmod misuse_test.ko which=no_object && rmmod misuse_test
insmod misuse_test.ko which=behind_text && rmmod misuse_test
insmod misuse_test.ko which=empty_list && rmmod misuse_test
insmod misuse_test.ko which=vacant_entry && rmmod misuse_test
insmod misuse_test.ko which=occupied_entry && rmmod misuse_test
insmod misuse_test.ko which=behind_bitmap && rmmod misuse_test
insmod misuse_test.ko which=bits_behind_bitmap && rmmod misuse_test
insmod misuse_test.ko which=not_locked && rmmod misuse_test
insmod misuse_test.ko which=downgraded && rmmod misuse_test
insmod misuse_test.ko which=work_of_itself && rmmod misuse_test
insmod misuse_test.ko which=not_whole && rmmod misuse_test
insmod misuse_test.ko which=behind_groups && rmmod misuse_test
insmod misuse_test.ko which=reservation_empty && rmmod misuse_test
insmod misuse_test.ko which=reservation_of_other && rmmod misuse_test
insmod misuse_test.ko which=deleted && rmmod misuse_test
