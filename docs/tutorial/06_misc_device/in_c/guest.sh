# SPDX-License-Identifier: GPL-2.0
insmod in_c.ko
ls -l /dev/mailbox | cut -c 1-10
./mailbox put 'Dear kernel'
./mailbox try-put 'Is there room?'
./mailbox wait 0
./mailbox take
./mailbox try-take
./mailbox wait 10
./mailbox take & sleep 0.1; ./mailbox put 'I was waited for'; wait
./mailbox wait 10000 & sleep 0.1; ./mailbox put 'A letter'; wait
./mailbox clear
./mailbox stats
echo 'from the shell' >/dev/mailbox
dd if=/dev/mailbox bs=10 count=1
dd if=/dev/mailbox bs=64 count=1 2>/dev/null
./mailbox put "$(printf '%65s' .)"
./mailbox put ''
rmmod in_c 5</dev/mailbox
rmmod in_c
./mailbox stats
