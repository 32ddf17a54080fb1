# SPDX-License-Identifier: GPL-2.0
insmod user_pieces_test.ko
./pieces
cat /dev/user_text; dd if=/dev/user_text bs=1 2>/dev/null
rmmod user_pieces_test
