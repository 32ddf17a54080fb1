# SPDX-License-Identifier: GPL-2.0
insmod shredder.ko
echo 'a secret' >/dev/shredder
./set_limit 4
echo 'a secret' >/dev/shredder
./set_limit 64 1000
./set_limit 0
rmmod shredder
