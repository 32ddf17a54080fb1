# SPDX-License-Identifier: GPL-2.0
insmod memory.ko
grep -c '^1 init [0-9]* kB$' /dev/memory
grep -c ' kB$' /dev/memory
grep -c kthreadd /dev/memory
rmmod memory
