# SPDX-License-Identifier: GPL-2.0
# smp: 2 4
# deadline: 90
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do insmod sync_unload_test.ko && rmmod sync_unload_test || echo failed; done
insmod sync_unload_test.ko late=1 && rmmod sync_unload_test
