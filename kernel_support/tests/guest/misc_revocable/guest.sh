# SPDX-License-Identifier: GPL-2.0
# Programs that wait for a device, and what they have of it, when its driver is detached.
# smp: 2
# deadline: 120
# log: ^misc_revocable
insmod meter_board.ko; insmod misc_revocable.ko
driver=/sys/bus/platform/drivers/misc_revocable refs=/sys/module/misc_revocable/refcnt
./meter waits & until grep -q 1 $refs; do :; done; sleep 0.1; ./meter rings; wait
./meter pokes
./meter refused
./meter bells
./meter waits & until grep -q 1 $refs; do :; done; sleep 0.1; echo cpp_meter >$driver/unbind; wait
echo cpp_meter >$driver/bind
./meter selects & until grep -q 1 $refs; do :; done; sleep 0.1; echo cpp_meter >$driver/unbind; wait
echo cpp_meter >$driver/bind
./meter watches & until grep -q 1 $refs; do :; done; sleep 0.1; ./meter rings; echo cpp_meter >$driver/unbind; wait
echo cpp_meter >$driver/bind
./meter keeps & until grep -q 1 $refs; do :; done; sleep 0.1; echo cpp_meter >$driver/unbind; echo cpp_meter >$driver/bind; wait
rmmod meter_board; insmod meter_board.ko
# Programs that are in all of these while the device comes and goes.
./meter hammers & first=$!; ./meter hammers & second=$!
i=0; while [ $i -lt 20 ]; do echo cpp_meter >$driver/unbind; echo cpp_meter >$driver/bind; i=$((i + 1)); done
{ kill $first $second; wait; } 2>/dev/null; cat $refs
rmmod misc_revocable; rmmod meter_board
