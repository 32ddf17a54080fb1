# SPDX-License-Identifier: GPL-2.0
# The commands that the guest runs. Their output is expected.txt.
insmod misc_device.ko
ls -l /dev/mailbox | cut -c 1-10
./mailbox put 'Dear kernel'
./mailbox try-put 'Is there room?'
./mailbox wait 0
./mailbox take
./mailbox try-take
./mailbox wait 10
# A program waits for a letter; another puts one in; the first goes on.
./mailbox take & sleep 0.1; ./mailbox put 'I was waited for'; wait
./mailbox wait 10000 & sleep 0.1; ./mailbox put 'A letter'; wait
./mailbox clear
./mailbox stats
# Any program can do it: dd reads once, with room for 64 bytes.
echo 'from the shell' >/dev/mailbox
dd if=/dev/mailbox bs=10 count=1
dd if=/dev/mailbox bs=64 count=1 2>/dev/null
./mailbox put "$(printf '%65s' .)"
./mailbox put ''
# Open, it cannot be unloaded.
rmmod misc_device 5</dev/mailbox
rmmod misc_device
./mailbox stats
