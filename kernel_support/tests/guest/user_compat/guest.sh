# SPDX-License-Identifier: GPL-2.0
# Ioctls as programs of 32 bits make them.
# needs: CONFIG_IA32_EMULATION !CONFIG_IA32_EMULATION_DEFAULT_DISABLED
insmod user_compat_test.ko
./ask32
rmmod user_compat_test
