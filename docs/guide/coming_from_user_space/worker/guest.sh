# SPDX-License-Identifier: GPL-2.0
# The same twice: as a program, and as a module.
./program
insmod worker.ko
rmmod worker
